import clsx from 'clsx';
import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';

interface SelectProps extends ComponentProps<'select'> {
  /** For toolbars: lower, and quieter than a form's field. */
  readonly small?: boolean;
}

/** The platform's own list: it is accessible, quick, and right on phones. */
export function Select({ small = false, className, children, ...rest }: SelectProps) {
  return (
    <span className={clsx('relative inline-flex', className)}>
      <select {...rest} className={clsx('field appearance-none pr-9', small ? 'h-9 text-sm sm:text-sm' : 'h-10')}>
        {children}
      </select>
      <ChevronDown
        aria-hidden="true"
        className="pointer-events-none absolute inset-y-0 right-3 my-auto size-4 text-muted"
      />
    </span>
  );
}
