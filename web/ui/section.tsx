import clsx from 'clsx';
import { type ReactNode, useId } from 'react';

interface SectionProps {
  readonly title: string;
  readonly text?: ReactNode;
  /** Beside the title: a state or an action. */
  readonly aside?: ReactNode;
  readonly children?: ReactNode;
  /** Without padding, for lists whose rows reach the edges. */
  readonly flush?: boolean;
}

/** A card with a title. */
export function Section({ title, text, aside, children, flush = false }: SectionProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      tabIndex={-1}
      data-focus-fallback
      className="overflow-clip rounded-xl border border-line bg-surface shadow-card outline-none"
    >
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 px-5 py-5 sm:px-6">
        <div className="grid min-w-0 flex-1 basis-64 gap-1">
          <h2 id={id} className="font-semibold text-lg tracking-[-0.01em]">
            {title}
          </h2>
          {text && <p className="text-muted text-sm">{text}</p>}
        </div>
        {aside}
      </header>
      {children && <div className={clsx(flush ? 'border-line border-t' : 'px-5 pb-6 sm:px-6')}>{children}</div>}
    </section>
  );
}
