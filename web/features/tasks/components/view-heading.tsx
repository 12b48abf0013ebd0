'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { TaskFilters } from '../filters';
import { statusLabels } from '../task';
import { allTasks } from '../task-pages';
import { taskCountsQuery, taskListQuery } from '../task-queries';

/** Gets the focus when the last row has left the list. */
export const viewHeadingId = 'view';

interface ViewHeadingProps {
  readonly filters: TaskFilters;
}

/** The name of the view and its number of tasks, which screen readers read out when it changes. */
export function ViewHeading({ filters }: ViewHeadingProps) {
  return (
    <div>
      <h1 id={viewHeadingId} tabIndex={-1} className="font-semibold text-xl tracking-[-0.02em] outline-none">
        {filters.status === undefined ? 'All tasks' : statusLabels[filters.status]}
      </h1>
      <p role="status" className="tabular min-h-5 text-muted text-sm">
        <Count filters={filters} />
      </p>
    </div>
  );
}

function Count({ filters }: ViewHeadingProps): string {
  const { data: counts } = useQuery(taskCountsQuery());
  const { data: pages, hasNextPage, isPlaceholderData, isError } = useInfiniteQuery(taskListQuery(filters));
  if (isError && pages === undefined) return 'Could not be loaded';
  if (pages === undefined || isPlaceholderData) return 'Loading…';
  if (filters.q === '' && filters.priority === undefined && counts !== undefined) {
    const { pending, in_progress, completed } = counts;
    if (filters.status !== undefined) return plural(counts[filters.status]);
    if (pending + in_progress + completed === 0) return plural(0);
    return `${pending + in_progress} open, ${completed} completed`;
  }
  const shown = allTasks(pages).length;
  return hasNextPage ? `More than ${shown} tasks match` : `${plural(shown)} ${shown === 1 ? 'matches' : 'match'}`;
}

function plural(count: number): string {
  return count === 1 ? '1 task' : `${count} tasks`;
}
