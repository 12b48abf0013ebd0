'use client';

import clsx from 'clsx';
import type { LucideIcon } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';

interface OutcomeProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text: ReactNode;
  /** When it comes in the place of a form: takes the focus, so that it is read out and the keyboard goes on from here. */
  readonly focused?: boolean;
  /** For what went wrong. */
  readonly warning?: boolean;
  /** The ways on. */
  readonly children: ReactNode;
}

/** How something ended: a page's heading with a sign, what it means, and where to go from here. */
export function Outcome({ icon: Icon, title, text, focused = false, warning = false, children }: OutcomeProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focused) heading.current?.focus();
  }, [focused]);
  return (
    <>
      <header className="grid gap-1.5">
        <span
          className={clsx(
            'mb-3 inline-grid size-11 place-items-center rounded-xl',
            warning ? 'bg-warm-soft text-warm' : 'bg-accent-soft text-accent',
          )}
        >
          <Icon aria-hidden="true" className="size-5.5" />
        </span>
        <h1 ref={heading} tabIndex={-1} className="font-semibold text-2xl tracking-[-0.025em] outline-none">
          {title}
        </h1>
        <p className="break-words text-muted">{text}</p>
      </header>
      <div className="grid gap-2">{children}</div>
    </>
  );
}
