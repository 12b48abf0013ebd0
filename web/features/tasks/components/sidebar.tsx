'use client';

import { useQuery } from '@tanstack/react-query';
import clsx from 'clsx';
import { Trash2 } from 'lucide-react';
import Link from 'next/link';
import type { TaskCounts } from '@/lib/api/generated/types.gen';
import { useScrollToCurrent } from '@/ui/use-scroll-to-current';
import { dashboardPath, type TaskFilters } from '../filters';
import type { ChangeFilters } from '../hooks/use-filters';
import { statuses, statusLabels } from '../task';
import { taskCountsQuery } from '../task-queries';
import { FilterLink } from './filter-link';
import { ProgressCard } from './progress-card';
import { StatusIcon } from './status-icon';

interface SidebarProps {
  readonly filters: TaskFilters;
  readonly onFilter: ChangeFilters;
}

function totalOf(counts: TaskCounts): number {
  return counts.pending + counts.in_progress + counts.completed;
}

/** The views by status with their counts, and the trash: a column beside the list, on small screens a row above it. */
export function Sidebar({ filters, onFilter }: SidebarProps) {
  const { data: counts } = useQuery(taskCountsQuery());
  const views = [
    { status: undefined, label: 'All tasks', count: counts && totalOf(counts) },
    ...statuses.map((status) => ({ status, label: statusLabels[status], count: counts?.[status] })),
  ];
  const nav = useScrollToCurrent<HTMLElement>(dashboardPath(filters));
  return (
    <div className="min-w-0 print:hidden lg:sticky lg:top-24 lg:grid lg:gap-8 lg:self-start">
      <nav ref={nav} aria-label="Views" className="-mx-4 overflow-x-auto px-4 py-1 sm:mx-0 sm:px-0 lg:overflow-visible">
        <ul className="flex w-max gap-1 lg:w-auto lg:flex-col">
          {views.map(({ status, label, count }) => (
            <li key={label}>
              <FilterLink filters={{ ...filters, status }} active={filters.status === status} onFilter={onFilter}>
                <StatusIcon status={status} />
                <span className="flex-1">{label}</span>
                <span className={clsx('tabular text-sm', count === undefined && 'invisible')}>{count ?? 0}</span>
              </FilterLink>
            </li>
          ))}
          <li>
            <Link
              href="/trash"
              prefetch={false}
              className="target flex h-9 items-center gap-2.5 whitespace-nowrap rounded-lg px-3 font-medium text-muted transition-colors hover:bg-sunken hover:text-ink"
            >
              <Trash2 aria-hidden="true" className="size-4.5" />
              Trash
            </Link>
          </li>
        </ul>
      </nav>
      {counts && totalOf(counts) > 0 && <ProgressCard done={counts.completed} total={totalOf(counts)} />}
    </div>
  );
}
