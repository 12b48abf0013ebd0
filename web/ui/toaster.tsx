'use client';

import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { Toast } from 'radix-ui';
import { useSyncExternalStore } from 'react';
import { useKeyHints } from '@/lib/key-hints';
import { type Notification, notifications } from '@/lib/notifications/notifications';
import { useHydrated } from '@/lib/use-hydrated';

const none: readonly Notification[] = [];

/** Milliseconds: long enough to read twice. The timer stops while the pointer or the focus is on a notification. */
const duration = { success: 8_000, error: 15_000 } as const;

/**
 * The notifications. Screen readers read them out when they appear, and F8 focuses them. Rendered in the browser only: the
 * list has a style attribute, which the content security policy refuses in markup.
 */
export function Toaster() {
  const shown = useSyncExternalStore(notifications.subscribe, notifications.all, () => none);
  const keyHints = useKeyHints();
  if (!useHydrated()) return null;
  return (
    <Toast.Provider label="Notification" swipeDirection="left">
      {shown.map((notification) => (
        <ToastCard key={notification.id} notification={notification} />
      ))}
      <Toast.Viewport
        label={keyHints ? 'Notifications ({hotkey})' : 'Notifications'}
        className="fixed inset-x-4 top-4 z-60 grid gap-2 outline-none sm:inset-x-auto sm:top-auto sm:bottom-6 sm:left-6 sm:w-96"
      />
    </Toast.Provider>
  );
}

function ToastCard({ notification }: { readonly notification: Notification }) {
  const { id, tone, title, advice, action } = notification;
  const dismiss = () => notifications.dismiss(id);
  const Icon = tone === 'error' ? CircleAlert : CircleCheck;
  return (
    <Toast.Root
      type={tone === 'error' ? 'foreground' : 'background'}
      duration={duration[tone]}
      onOpenChange={dismiss}
      className="flex animate-rise items-start gap-3 rounded-xl border border-line bg-raised py-2.5 pr-2 pl-3.5 shadow-pop"
    >
      <Icon
        aria-hidden="true"
        className={tone === 'error' ? 'mt-1.5 size-5 shrink-0 text-danger' : 'mt-1.5 size-5 shrink-0 text-accent'}
      />
      <div className="min-w-0 flex-1 py-1">
        <Toast.Title className="line-clamp-2 break-words font-medium text-base">{title}</Toast.Title>
        {advice && <Toast.Description className="break-words text-muted text-sm">{advice}</Toast.Description>}
      </div>
      {action && (
        <Toast.Action
          altText={action.alternative}
          onClick={action.run}
          className="h-8 shrink-0 self-center rounded-lg px-3 font-semibold text-accent text-sm hover:bg-accent-soft"
        >
          {action.label}
        </Toast.Action>
      )}
      <Toast.Close
        aria-label="Dismiss"
        className="inline-grid size-8 shrink-0 place-items-center self-center rounded-lg text-muted hover:bg-sunken hover:text-ink"
      >
        <X aria-hidden="true" className="size-4" />
      </Toast.Close>
    </Toast.Root>
  );
}
