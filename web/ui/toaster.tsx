'use client';

import { Toast } from 'radix-ui';
import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import { useKeyHints } from '@/lib/key-hints';
import { type Notification, notifications } from '@/lib/notifications/notifications';
import { useHydrated } from '@/lib/use-hydrated';
import { ToastCard } from './toast-card';
import { useElementHeight } from './use-element-height';

const none: readonly Notification[] = [];

/** F8 is handled here: Radix would focus the list, where Enter does nothing. */
const noHotkey: string[] = [];

/**
 * The notifications. Screen readers read them out when they appear. F8 focuses the action of the newest one. They cover no
 * control: on a roomy screen they are below the navigation, otherwise in a bar for which the page leaves room. Rendered in
 * the browser only: the list has a style attribute, which the content security policy refuses in markup.
 */
export function Toaster() {
  const shown = useSyncExternalStore(notifications.subscribe, notifications.all, () => none);
  const keyHints = useKeyHints();
  const list = useRef<HTMLOListElement>(null);
  const before = useRef<HTMLElement>(null);
  const height = useElementHeight('--toasts');
  const attach = useCallback(
    (element: HTMLOListElement | null) => {
      list.current = element;
      return height(element);
    },
    [height],
  );
  useFocusKey(list);
  if (!useHydrated()) return null;

  const remember = (previous: EventTarget | null) => {
    if (previous instanceof Node && list.current?.contains(previous)) return;
    before.current = previous instanceof HTMLElement ? previous : null;
  };
  return (
    <Toast.Provider label="Notification" swipeDirection="left" duration={Number.POSITIVE_INFINITY}>
      {shown.map((notification) => (
        <ToastCard
          key={notification.id}
          notification={notification}
          onFocusFrom={remember}
          onClose={() => {
            const focused = list.current?.contains(document.activeElement) ?? false;
            notifications.dismiss(notification.id);
            if (focused && before.current?.isConnected) before.current.focus();
          }}
        />
      ))}
      <Toast.Viewport
        ref={attach}
        hotkey={noHotkey}
        label={keyHints ? 'Notifications (F8)' : 'Notifications'}
        className="fixed inset-x-0 bottom-0 z-60 grid outline-none roomy:right-auto roomy:bottom-6 roomy:left-[max(1.5rem,calc((100vw-72rem)/2+1.5rem))] roomy:w-54 roomy:gap-2 print:hidden"
      />
    </Toast.Provider>
  );
}

/** F8 focuses the first control of the newest notification: its action, or else the button that dismisses it. */
function useFocusKey(list: { readonly current: HTMLOListElement | null }): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'F8') list.current?.querySelector<HTMLElement>('li:last-of-type button')?.focus();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [list]);
}
