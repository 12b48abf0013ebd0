'use client';

import { storePreference } from '@/lib/store-preference';
import { Select } from '@/ui/select';
import { isFiltered, noFilters, parseSort, sortLabels, sorts, type TaskFilters } from '../filters';
import type { ChangeFilters } from '../hooks/use-filters';
import { priorities, priorityLabels } from '../task';

interface ToolbarProps {
  readonly filters: TaskFilters;
  readonly onFilter: ChangeFilters;
}

export function Toolbar({ filters, onFilter }: ToolbarProps) {
  const choosePriority = (value: string) => onFilter({ priority: priorities.find((known) => known === value) });
  const chooseSort = (value: string) => {
    const sort = parseSort(value);
    storePreference('sort', sort);
    onFilter({ sort });
  };
  return (
    <fieldset
      aria-label="Filter and sort"
      className="-ml-3 flex flex-wrap print:hidden items-center gap-1 sm:-mr-2.5 sm:ml-0"
    >
      <Select
        quiet
        aria-label="Priority"
        value={filters.priority ?? ''}
        onChange={(event) => choosePriority(event.target.value)}
      >
        <option value="">Any priority</option>
        {priorities.map((priority) => (
          <option key={priority} value={priority}>
            {priorityLabels[priority]} priority
          </option>
        ))}
      </Select>
      <Select quiet aria-label="Sort by" value={filters.sort} onChange={(event) => chooseSort(event.target.value)}>
        {sorts.map((sort) => (
          <option key={sort} value={sort}>
            {sortLabels[sort]}
          </option>
        ))}
      </Select>
      {isFiltered(filters) && (
        <button
          type="button"
          onClick={() => onFilter({ ...noFilters, sort: filters.sort })}
          className="target h-9 rounded-lg px-3 font-medium text-accent text-sm hover:bg-accent-soft"
        >
          Clear<span className="max-sm:sr-only"> filters</span>
        </button>
      )}
    </fieldset>
  );
}
