'use client';

import clsx from 'clsx';
import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { Toast } from 'radix-ui';
import { useEffect, useEffectEvent, useState } from 'react';
import type { Notification } from '@/lib/notifications/notifications';

/** Milliseconds: long enough to read twice. */
const duration = { success: 8_000, error: 15_000 } as const;

interface ToastCardProps {
  readonly notification: Notification;
  /** Called with the element that had the focus before. */
  readonly onFocusFrom: (previous: EventTarget | null) => void;
  readonly onClose: () => void;
}

/**
 * One notification. It has its own timer, which waits while the pointer or the focus is on this notification. Radix stops all
 * timers together and does not start them again after the notification under the pointer has gone.
 */
export function ToastCard({ notification, onFocusFrom, onClose }: ToastCardProps) {
  const { tone, title, advice, action } = notification;
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  const expire = useEffectEvent(onClose);
  useEffect(() => {
    if (hovered || focused) return;
    const timer = setTimeout(() => expire(), duration[tone]);
    return () => clearTimeout(timer);
  }, [hovered, focused, tone]);
  const Icon = tone === 'error' ? CircleAlert : CircleCheck;
  return (
    <Toast.Root
      type={tone === 'error' ? 'foreground' : 'background'}
      onOpenChange={onClose}
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
      onFocus={({ relatedTarget }) => {
        setFocused(true);
        onFocusFrom(relatedTarget);
      }}
      onBlur={() => setFocused(false)}
      className="flex animate-rise flex-wrap items-start gap-x-3 border-line border-t bg-raised py-1.5 pr-2 pl-4 shadow-pop roomy:gap-x-2.5 roomy:rounded-xl roomy:border roomy:pl-3"
    >
      <Icon
        aria-hidden="true"
        className={clsx('mt-2 size-5 shrink-0', tone === 'error' ? 'text-danger' : 'text-accent')}
      />
      <div className="min-w-0 flex-1 py-1.5">
        <Toast.Title className="line-clamp-3 break-words font-medium text-base roomy:text-sm">{title}</Toast.Title>
        {advice && <Toast.Description className="break-words text-muted text-sm">{advice}</Toast.Description>}
      </div>
      {action && (
        <Toast.Action
          altText={action.alternative}
          onClick={action.run}
          className="target h-9 shrink-0 rounded-lg px-3 font-semibold text-accent text-sm hover:bg-accent-soft roomy:order-last roomy:ml-4.5"
        >
          {action.label}
        </Toast.Action>
      )}
      <Toast.Close
        aria-label="Dismiss"
        className="target inline-grid size-9 shrink-0 place-items-center rounded-lg text-muted hover:bg-sunken hover:text-ink"
      >
        <X aria-hidden="true" className="size-4" />
      </Toast.Close>
      {/* Begins a new line, for the action on a narrow card. */}
      {action && <span aria-hidden="true" className="hidden basis-full roomy:block" />}
    </Toast.Root>
  );
}
