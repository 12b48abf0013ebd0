import clsx from 'clsx';
import type { ReactNode } from 'react';

const tones = {
  accent: 'bg-accent-soft text-accent',
  danger: 'bg-danger-soft text-danger',
  warm: 'bg-warm-soft text-warm',
  cool: 'bg-cool-soft text-cool',
  plain: 'bg-sunken text-muted',
} as const;

interface BadgeProps {
  readonly tone: keyof typeof tones;
  readonly children: ReactNode;
}

/** A short label for a state. */
export function Badge({ tone, children }: BadgeProps) {
  return (
    <span
      className={clsx(
        'inline-flex h-6 items-center gap-1.5 whitespace-nowrap rounded-md px-2 font-medium text-xs [&_svg]:size-3.5',
        tones[tone],
      )}
    >
      {children}
    </span>
  );
}
