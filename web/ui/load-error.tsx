import { CloudOff } from 'lucide-react';
import { failureText } from '@/lib/api/failure-text';
import { Button } from './button';

interface LoadErrorProps {
  /** What was being loaded, as in "load your tasks". */
  readonly attempt: string;
  readonly error: unknown;
  readonly busy: boolean;
  readonly onRetry: () => void;
}

/** Shown in place of a list that could not be loaded, with a button to try again. */
export function LoadError({ attempt, error, busy, onRetry }: LoadErrorProps) {
  const { title, advice } = failureText(error, attempt);
  return (
    <div
      role="alert"
      className="grid justify-items-center gap-4 rounded-xl border border-line bg-surface px-6 py-14 text-center shadow-card"
    >
      <span className="inline-grid size-12 place-items-center rounded-full bg-danger-soft text-danger">
        <CloudOff aria-hidden="true" className="size-6" />
      </span>
      <div className="grid max-w-sm gap-1">
        <h2 className="font-semibold text-lg">{title}</h2>
        <p className="text-muted">{advice}</p>
      </div>
      <Button variant="secondary" busy={busy} onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}
