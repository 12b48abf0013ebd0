'use client';

import clsx from 'clsx';
import { memo } from 'react';
import type { Task } from '@/lib/api/generated/types.gen';
import type { CalendarDate } from '../calendar-date';
import { isProvisional } from '../hooks/use-create-task';
import type { TaskActions } from '../hooks/use-task-actions';
import { toggledStatus } from '../task';
import { CompleteCheckbox } from './complete-checkbox';
import { Description } from './description';
import { RowMenu } from './row-menu';
import { TaskBadges } from './task-badges';

interface TaskRowProps {
  readonly task: Task;
  readonly today: CalendarDate | undefined;
  readonly actions: TaskActions;
  readonly onEdit: (task: Task) => void;
}

/** One task. Memoised, because a list may have hundreds of rows and a change concerns one. */
export const TaskRow = memo(function TaskRow({ task, today, actions, onEdit }: TaskRowProps) {
  const saving = isProvisional(task);
  const done = task.status === 'completed';
  const titleId = `task-${task.id}`;
  return (
    <li
      aria-busy={saving || undefined}
      className={clsx('lazy-row flex items-start gap-3 py-3 pr-2 pl-4', saving && 'opacity-60')}
    >
      <CompleteCheckbox
        status={task.status}
        labelledBy={titleId}
        disabled={saving}
        onChange={() => actions.change(task, { status: toggledStatus(task) })}
      />
      <div className="min-w-0 flex-1 gap-6 pt-px sm:flex sm:justify-between">
        <div className="min-w-0 sm:flex-1">
          <button
            type="button"
            id={titleId}
            dir="auto"
            data-row-focus
            aria-haspopup="dialog"
            disabled={saving}
            onClick={() => onEdit(task)}
            className={clsx(
              'wrap-anywhere min-h-6 w-full whitespace-pre-line rounded text-left font-medium hover:text-accent',
              'pointer-coarse:-my-2.5 pointer-coarse:py-2.5',
              done && 'text-muted line-through decoration-muted/60',
            )}
          >
            {task.title}
          </button>
          {task.description !== null && <Description text={task.description} />}
        </div>
        <TaskBadges task={task} today={today} />
      </div>
      <RowMenu task={task} disabled={saving} actions={actions} onEdit={onEdit} />
    </li>
  );
});
