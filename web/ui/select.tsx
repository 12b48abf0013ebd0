import clsx from 'clsx';
import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';

interface SelectProps extends ComponentProps<'select'> {
  /** For toolbars: lower and without a border. */
  readonly quiet?: boolean;
}

/** The browser's own select: it is accessible, fast and works well on phones. */
export function Select({ quiet = false, className, children, ...rest }: SelectProps) {
  return (
    <span className={clsx('relative inline-flex', className)}>
      <select
        {...rest}
        className={clsx(
          'appearance-none',
          quiet
            ? 'target h-9 rounded-lg bg-transparent [field-sizing:content] pr-8 pl-3 font-medium text-muted text-sm transition-colors hover:bg-sunken hover:text-ink [&_option]:bg-raised [&_option]:text-ink'
            : 'field h-10 pr-9',
        )}
      >
        {children}
      </select>
      <ChevronDown
        aria-hidden="true"
        className={clsx(
          'pointer-events-none absolute inset-y-0 my-auto size-4 text-muted',
          quiet ? 'right-2.5' : 'right-3',
        )}
      />
    </span>
  );
}
