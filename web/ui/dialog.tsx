'use client';

import clsx from 'clsx';
import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { useFocusRestore } from './use-focus-restore';

interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly description?: string;
  readonly children: ReactNode;
  readonly wide?: boolean;
  /** Whether Escape and the close button close it. Default: true. */
  readonly dismissible?: boolean;
  /** For forms: a click outside the dialog does not close it, so that no input is lost. */
  readonly guarded?: boolean;
}

/** A modal dialog: traps and restores the focus and closes on Escape. On phones it is a sheet at the bottom. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  wide = false,
  dismissible = true,
  guarded = false,
}: DialogProps) {
  const focus = useFocusRestore();
  const keepWhen = (condition: boolean) => (event: Event) => {
    if (condition) event.preventDefault();
  };
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        {/* The same z-index as the dialog, so that it also dims a dialog that was open before. */}
        <Primitive.Overlay className="fixed inset-0 z-50 animate-fade bg-veil" />
        <Primitive.Content
          {...(description === undefined && { 'aria-describedby': undefined })}
          {...focus}
          onEscapeKeyDown={keepWhen(!dismissible)}
          onInteractOutside={keepWhen(!dismissible || guarded)}
          className={clsx(
            'fixed inset-x-0 bottom-(--bar) z-50 max-h-[calc(92dvh-var(--bar))] animate-rise overflow-y-auto rounded-t-2xl bg-raised shadow-pop outline-none',
            'sm:inset-0 sm:bottom-(--bar) sm:m-auto sm:h-fit sm:rounded-2xl',
            wide ? 'sm:max-w-xl' : 'sm:max-w-md',
          )}
        >
          <header className="flex items-start justify-between gap-4 px-6 pt-5">
            <div className="grid gap-1">
              <Primitive.Title className="font-semibold text-lg tracking-[-0.01em]">{title}</Primitive.Title>
              {description && (
                <Primitive.Description className="text-muted text-sm">{description}</Primitive.Description>
              )}
            </div>
            {dismissible && (
              <Primitive.Close
                aria-label="Close"
                className="target -mt-1 -mr-2 inline-grid size-9 shrink-0 place-items-center rounded-lg text-muted hover:bg-sunken hover:text-ink"
              >
                <X aria-hidden="true" className="size-5" />
              </Primitive.Close>
            )}
          </header>
          <div className="px-6 pt-4 pb-6">{children}</div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
