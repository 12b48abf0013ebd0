'use client';

import { Select } from '@/ui/select';
import type { ChangeUserFilters } from '../hooks/use-user-filters';
import { roleLabels, roles, stateLabels, states, type UserFilters } from '../user-filters';

interface UserToolbarProps {
  readonly filters: UserFilters;
  readonly onFilter: ChangeUserFilters;
}

export function UserToolbar({ filters, onFilter }: UserToolbarProps) {
  const chooseRole = (value: string) => onFilter({ role: roles.find((known) => known === value) });
  const chooseState = (value: string) => onFilter({ state: states.find((known) => known === value) });
  return (
    <fieldset aria-label="Filter" className="-ml-3 flex items-center gap-1 sm:-mr-2.5 sm:ml-0">
      <Select quiet aria-label="Role" value={filters.role ?? ''} onChange={(event) => chooseRole(event.target.value)}>
        <option value="">Any role</option>
        {roles.map((role) => (
          <option key={role} value={role}>
            {roleLabels[role]}
          </option>
        ))}
      </Select>
      <Select
        quiet
        aria-label="State"
        value={filters.state ?? ''}
        onChange={(event) => chooseState(event.target.value)}
      >
        <option value="">Any state</option>
        {states.map((state) => (
          <option key={state} value={state}>
            {stateLabels[state]}
          </option>
        ))}
      </Select>
    </fieldset>
  );
}
