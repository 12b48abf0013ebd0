'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import clsx from 'clsx';
import type { Task } from '@/lib/api/generated/types.gen';
import { LoadError } from '@/ui/load-error';
import { LoadMore } from '@/ui/load-more';
import { isFiltered, noFilters, type TaskFilters } from '../filters';
import type { ChangeFilters } from '../hooks/use-filters';
import { useRowFocusRestore } from '../hooks/use-row-focus-restore';
import type { TaskActions } from '../hooks/use-task-actions';
import { useToday } from '../hooks/use-today';
import { allTasks } from '../task-pages';
import { taskListQuery } from '../task-queries';
import { NoMatches, NoTasks } from './empty-state';
import { ListSkeleton } from './list-skeleton';
import { TaskRow } from './task-row';
import { viewHeadingId } from './view-heading';

interface TaskListProps {
  readonly filters: TaskFilters;
  readonly actions: TaskActions;
  readonly onFilter: ChangeFilters;
  readonly onEdit: (task: Task) => void;
}

export function TaskList({ filters, actions, onFilter, onEdit }: TaskListProps) {
  const query = useInfiniteQuery(taskListQuery(filters));
  const today = useToday();
  const tasks = query.data === undefined ? [] : allTasks(query.data);
  const list = useRowFocusRestore(tasks.length, viewHeadingId);

  if (query.data === undefined) {
    if (query.isError) {
      const { error, refetch, isFetching } = query;
      return <LoadError attempt="load your tasks" error={error} onRetry={() => refetch()} busy={isFetching} />;
    }
    return <ListSkeleton />;
  }
  if (tasks.length === 0 && query.hasNextPage === false && !query.isPlaceholderData) {
    if (!isFiltered(filters)) return <NoTasks />;
    return <NoMatches filters={filters} onClear={() => onFilter({ ...noFilters, sort: filters.sort })} />;
  }
  return (
    <>
      <ul
        {...list}
        aria-label="Tasks"
        aria-busy={query.isPlaceholderData}
        className={clsx(
          'divide-y divide-line overflow-clip rounded-xl border border-line bg-surface shadow-card transition-opacity',
          query.isPlaceholderData && 'opacity-55',
        )}
      >
        {tasks.map((task) => (
          <TaskRow key={task.id} task={task} today={today} actions={actions} onEdit={onEdit} />
        ))}
      </ul>
      <LoadMore query={query} />
    </>
  );
}
