import clsx from 'clsx';

interface LogoProps {
  readonly className?: string;
}

/** A check mark. Decorative, always shown beside the name. */
function LogoMark({ className }: LogoProps) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={clsx('shrink-0', className)}>
      <rect width="32" height="32" rx="9" fill="oklch(0.455 0.094 164)" />
      <path
        d="M8 16.5l5.2 5.2L24 10.6"
        fill="none"
        stroke="white"
        strokeWidth="3.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path d="M8 10.5h7.5" stroke="oklch(0.84 0.1 164)" strokeWidth="3" strokeLinecap="round" />
    </svg>
  );
}

export function Logo({ className }: LogoProps) {
  return (
    <span className={clsx('inline-flex items-center gap-2.5', className)}>
      <LogoMark className="size-7" />
      <span className="font-semibold text-lg tracking-[-0.02em]">Taskyard</span>
    </span>
  );
}
