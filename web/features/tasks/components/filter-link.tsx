'use client';

import clsx from 'clsx';
import type { MouseEvent, ReactNode } from 'react';
import { dashboardPath, type TaskFilters } from '../filters';
import type { ChangeFilters } from '../hooks/use-filters';

interface FilterLinkProps {
  readonly filters: TaskFilters;
  readonly active: boolean;
  readonly onFilter: ChangeFilters;
  readonly children: ReactNode;
}

/** A real link that can be copied and opened in a new tab. A plain click changes the list in place. */
export function FilterLink({ filters, active, onFilter, children }: FilterLinkProps) {
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onFilter(filters);
  };
  return (
    <a
      href={dashboardPath(filters)}
      onClick={follow}
      aria-current={active ? 'page' : undefined}
      className={clsx(
        'target flex h-9 items-center gap-2.5 whitespace-nowrap rounded-lg px-3 font-medium transition-colors',
        active ? 'bg-accent-soft text-accent' : 'text-muted hover:bg-sunken hover:text-ink',
      )}
    >
      {children}
    </a>
  );
}
