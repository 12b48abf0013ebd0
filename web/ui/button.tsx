import clsx from 'clsx';
import type { ComponentProps } from 'react';

type Variant = 'primary' | 'secondary' | 'quiet' | 'danger' | 'quiet-danger';
type Size = 'small' | 'medium' | 'large';

const variants: Readonly<Record<Variant, string>> = {
  primary: 'bg-accent text-on-accent shadow-card hover:bg-accent-strong',
  secondary: 'border border-line bg-surface text-ink shadow-card hover:bg-sunken',
  quiet: 'text-muted hover:bg-sunken hover:text-ink',
  danger: 'bg-danger text-on-danger shadow-card hover:brightness-95',
  'quiet-danger': 'text-danger hover:bg-danger-soft',
};

const sizes: Readonly<Record<Size, string>> = {
  small: 'h-9 gap-1.5 px-3.5 text-sm',
  medium: 'h-10 gap-2 px-4 text-base',
  large: 'h-11 gap-2 px-5 text-base',
};

/** The classes of a button, for links that look like one. */
export function buttonClass(variant: Variant = 'primary', size: Size = 'medium', className?: string): string {
  return clsx(
    'target inline-flex shrink-0 select-none items-center justify-center rounded-lg font-medium transition-colors',
    'disabled:pointer-events-none disabled:opacity-55',
    variants[variant],
    sizes[size],
    className,
  );
}

interface ButtonProps extends ComponentProps<'button'> {
  readonly variant?: Variant;
  readonly size?: Size;
  /** Shows that the action is running and disables the button. */
  readonly busy?: boolean;
}

export function Button({
  variant,
  size,
  busy = false,
  className,
  disabled,
  children,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled === true || busy}
      aria-busy={busy || undefined}
      className={buttonClass(variant, size, className)}
    >
      {busy && (
        <span
          aria-hidden="true"
          className="size-4 animate-spin rounded-full border-2 border-current border-r-transparent"
        />
      )}
      {children}
    </button>
  );
}
