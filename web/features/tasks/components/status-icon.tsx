import type { TaskStatus } from '../task';

interface StatusIconProps {
  /** Undefined for all tasks. */
  readonly status: TaskStatus | undefined;
}

export function StatusIcon({ status }: StatusIconProps) {
  return (
    <svg
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      className="size-4.5 shrink-0"
      aria-hidden="true"
    >
      {status === undefined && <path d="M3.5 5.5h13M3.5 10h13M3.5 14.5h8" />}
      {status !== undefined && <circle cx="10" cy="10" r="7.25" />}
      {status === 'in_progress' && <path d="M10 6v8a4 4 0 000-8z" fill="currentColor" stroke="none" />}
      {status === 'completed' && <path d="M6.8 10.3l2.2 2.2 4.3-4.8" />}
    </svg>
  );
}
