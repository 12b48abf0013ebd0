'use client';

import { RotateCcw, Trash2 } from 'lucide-react';
import { Button } from '@/ui/button';
import { RelativeTime } from '@/ui/relative-time';
import { statusLabels } from '../task';
import type { TrashedTask } from '../task-queries';

interface TrashRowProps {
  readonly task: TrashedTask;
  readonly busy: boolean;
  readonly onRestore: (task: TrashedTask) => void;
  readonly onPurge: (task: TrashedTask) => void;
}

export function TrashRow({ task, busy, onRestore, onPurge }: TrashRowProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-3 pr-2 pl-4 sm:flex-nowrap">
      <div className="min-w-0 flex-1 basis-52">
        <p dir="auto" className="wrap-anywhere line-clamp-2 whitespace-pre-line text-left font-medium">
          {task.title}
        </p>
        <p className="text-muted text-sm">
          {statusLabels[task.status]} · deleted <RelativeTime at={task.deleted_at} />
        </p>
      </div>
      <div className="flex items-center gap-1 max-sm:-ml-3.5 print:hidden">
        <Button
          variant="quiet"
          size="small"
          busy={busy}
          data-row-focus
          aria-label={`Restore ${task.title}`}
          onClick={() => onRestore(task)}
        >
          {!busy && <RotateCcw aria-hidden="true" className="size-4" />}
          Restore
        </Button>
        <Button
          variant="quiet-danger"
          size="small"
          aria-label={`Delete ${task.title} for good`}
          className="px-2.5"
          onClick={() => onPurge(task)}
        >
          <Trash2 aria-hidden="true" className="size-4" />
        </Button>
      </div>
    </li>
  );
}
