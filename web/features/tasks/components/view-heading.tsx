'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { TaskFilters } from '@/features/tasks/filters';
import { statusLabels } from '@/features/tasks/task';
import { allTasks } from '@/features/tasks/task-pages';
import { taskCountsQuery, taskListQuery } from '@/features/tasks/task-queries';

/** Where focus goes when the row that had it left the list. */
export const viewHeadingId = 'view';

interface ViewHeadingProps {
  readonly filters: TaskFilters;
}

/** The name of the view and how much is in it, read out when it changes. */
export function ViewHeading({ filters }: ViewHeadingProps) {
  return (
    <div>
      <h1 id={viewHeadingId} tabIndex={-1} className="font-semibold text-xl tracking-[-0.02em] outline-none">
        {filters.status === undefined ? 'All tasks' : statusLabels[filters.status]}
      </h1>
      <p role="status" className="tabular min-h-5 text-muted text-sm">
        <Amount filters={filters} />
      </p>
    </div>
  );
}

function Amount({ filters }: ViewHeadingProps): string {
  const { data: counts } = useQuery(taskCountsQuery());
  const { data: pages, hasNextPage, isPlaceholderData, isError } = useInfiniteQuery(taskListQuery(filters));
  if (isError && pages === undefined) return 'Not loaded';
  if (pages === undefined || isPlaceholderData) return 'Loading…';
  if (filters.q === '' && filters.priority === undefined && counts !== undefined) {
    const { pending, in_progress, completed } = counts;
    if (filters.status !== undefined) return plural(counts[filters.status]);
    if (pending + in_progress + completed === 0) return 'Nothing yet';
    return `${pending + in_progress} open, ${completed} completed`;
  }
  const shown = allTasks(pages).length;
  return hasNextPage ? `More than ${shown} tasks match` : `${plural(shown)} ${shown === 1 ? 'matches' : 'match'}`;
}

function plural(count: number): string {
  return count === 1 ? '1 task' : `${count} tasks`;
}
