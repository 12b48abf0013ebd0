import clsx from 'clsx';
import type { TaskStatus } from '../task';

interface CompleteCheckboxProps {
  readonly status: TaskStatus;
  /** Id of the task's title. */
  readonly labelledBy: string;
  readonly disabled: boolean;
  readonly onChange: () => void;
}

const borders: Readonly<Record<TaskStatus, string>> = {
  pending: 'border-edge peer-hover:border-accent peer-hover:bg-accent-soft',
  in_progress: 'border-cool peer-hover:bg-cool-soft',
  completed: 'border-accent bg-accent',
};

/** A round checkbox: empty, half filled while in progress, or checked. Its target is 44 pixels wide, larger than the circle. */
export function CompleteCheckbox({ status, labelledBy, disabled, onChange }: CompleteCheckboxProps) {
  const done = status === 'completed';
  return (
    <span className="relative inline-grid size-6 shrink-0 place-items-center">
      <input
        type="checkbox"
        checked={done}
        disabled={disabled}
        aria-labelledby={labelledBy}
        onChange={onChange}
        className="peer absolute -inset-2.5 cursor-pointer appearance-none rounded-full"
      />
      <span
        aria-hidden="true"
        className={clsx('pointer-events-none size-6 rounded-full border-[1.75px] transition-colors', borders[status])}
      />
      <svg viewBox="0 0 24 24" fill="none" className="pointer-events-none absolute size-6" aria-hidden="true">
        {done && (
          <path
            d="M7.4 12.4l3.1 3.1 6.1-6.7"
            className="stroke-on-accent"
            strokeWidth="2.25"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        )}
        {status === 'in_progress' && <path d="M12 6.5v11a5.5 5.5 0 000-11z" className="fill-cool" />}
      </svg>
    </span>
  );
}
