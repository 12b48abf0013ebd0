import { CloudOff } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { failureText } from '@/lib/api/failure-text';

interface ListErrorProps {
  readonly error: unknown;
  readonly busy: boolean;
  readonly onRetry: () => void;
}

export function ListError({ error, busy, onRetry }: ListErrorProps) {
  const { title, advice } = failureText(error, 'load your tasks');
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
      <Button look="secondary" busy={busy} onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}
