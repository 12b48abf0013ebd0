'use client';

import { Ellipsis, Flag, Pencil, Trash2 } from 'lucide-react';
import type { Task } from '@/lib/api/generated/types.gen';
import { Menu, MenuChoice, MenuItem, MenuSeparator, Submenu } from '@/ui/menu';
import type { TaskActions } from '../hooks/use-task-actions';
import { priorities, priorityLabels, statuses, statusLabels } from '../task';
import { StatusIcon } from './status-icon';

const statusOptions = statuses.map((status) => ({
  value: status,
  label: (
    <>
      <StatusIcon status={status} />
      {statusLabels[status]}
    </>
  ),
}));

const flags = { high: 'text-danger', medium: 'text-muted', low: 'text-muted opacity-60' } as const;

const priorityOptions = priorities.map((priority) => ({
  value: priority,
  label: (
    <>
      <Flag aria-hidden="true" className={flags[priority]} />
      {priorityLabels[priority]}
    </>
  ),
}));

interface RowMenuProps {
  readonly task: Task;
  readonly disabled: boolean;
  readonly actions: TaskActions;
  readonly onEdit: (task: Task) => void;
}

export function RowMenu({ task, disabled, actions, onEdit }: RowMenuProps) {
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`Actions for ${task.title}`}
          disabled={disabled}
          className="target -my-1.5 inline-grid size-9 print:hidden pointer-coarse:-my-2.5 shrink-0 place-items-center rounded-lg text-muted hover:bg-sunken hover:text-ink data-[state=open]:bg-sunken"
        >
          <Ellipsis aria-hidden="true" className="size-5" />
        </button>
      }
    >
      <MenuItem onSelect={() => onEdit(task)}>
        <Pencil aria-hidden="true" />
        Edit
      </MenuItem>
      <Submenu label="Status" value={statusLabels[task.status]} icon={<StatusIcon status={task.status} />}>
        <MenuChoice
          label="Status"
          labelled={false}
          value={task.status}
          options={statusOptions}
          onChange={(status) => actions.change(task, { status })}
        />
      </Submenu>
      <Submenu
        label="Priority"
        value={priorityLabels[task.priority]}
        icon={<Flag aria-hidden="true" className={flags[task.priority]} />}
      >
        <MenuChoice
          label="Priority"
          labelled={false}
          value={task.priority}
          options={priorityOptions}
          onChange={(priority) => actions.change(task, { priority })}
        />
      </Submenu>
      <MenuSeparator />
      <MenuItem danger onSelect={() => actions.remove(task)}>
        <Trash2 aria-hidden="true" />
        Delete
      </MenuItem>
    </Menu>
  );
}
