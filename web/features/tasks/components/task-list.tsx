'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import clsx from 'clsx';
import { isFiltered, noFilters, type TaskFilters } from '@/features/tasks/filters';
import type { ChangeFilters } from '@/features/tasks/hooks/use-filters';
import type { TaskActions } from '@/features/tasks/hooks/use-task-actions';
import { allTasks } from '@/features/tasks/task-pages';
import { taskListQuery } from '@/features/tasks/task-queries';
import type { Task } from '@/lib/api/generated/types.gen';
import { useToday } from '@/features/tasks/hooks/use-today';
import { LoadError } from '@/ui/load-error';
import { LoadMore } from '@/ui/load-more';
import { useKeptFocus } from '../hooks/use-row-focus-restore';
import { EmptyResult, EmptyYard } from './empty-state';
import { ListSkeleton } from './list-skeleton';
import { TaskRow } from './task-row';

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
  const list = useKeptFocus(tasks);

  if (query.data === undefined) {
    if (query.isError) {
      const { error, refetch, isFetching } = query;
      return <LoadError attempt="load your tasks" error={error} onRetry={() => refetch()} busy={isFetching} />;
    }
    return <ListSkeleton />;
  }
  if (tasks.length === 0 && query.hasNextPage === false && !query.isPlaceholderData) {
    if (!isFiltered(filters)) return <EmptyYard />;
    return <EmptyResult filters={filters} onClear={() => onFilter({ ...noFilters, sort: filters.sort })} />;
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
