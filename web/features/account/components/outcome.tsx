'use client';

import clsx from 'clsx';
import type { LucideIcon } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';

interface OutcomeProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text: ReactNode;
  /** Focuses the heading, for an outcome that replaces a form: it is read out, and the keyboard continues here. */
  readonly focused?: boolean;
  /** For errors. */
  readonly warning?: boolean;
  /** What the user can do next. */
  readonly children: ReactNode;
}

/** The result of an action: an icon, a heading, what it means and what to do next. */
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
