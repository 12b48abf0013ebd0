import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

interface AlertProps {
  readonly title: string;
  readonly children?: ReactNode;
}

/** An error, shown where it happened and read out at once. */
export function Alert({ title, children }: AlertProps) {
  return (
    <div role="alert" className="flex gap-2.5 rounded-lg bg-danger-soft px-3.5 py-3 text-danger text-sm">
      <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0">
        <p className="font-medium">{title}</p>
        {children && <p className="break-words">{children}</p>}
      </div>
    </div>
  );
}
