import { userSearch } from '@taskyard/contracts/fields';

export const roles = ['user', 'admin'] as const;
type Role = (typeof roles)[number];

export const roleLabels: Readonly<Record<Role, string>> = { user: 'Not admins', admin: 'Admins' };

export const states = ['enabled', 'disabled'] as const;
type AccountState = (typeof states)[number];

export const stateLabels: Readonly<Record<AccountState, string>> = { enabled: 'Enabled', disabled: 'Disabled' };

/** Which users are listed. Kept in the URL, so that a link shows the same list. */
export interface UserFilters {
  readonly q: string;
  readonly role: Role | undefined;
  readonly state: AccountState | undefined;
}

export const noUserFilters: UserFilters = { q: '', role: undefined, state: undefined };

/** Reads filters from a URL. Unknown values are ignored, because users edit and shorten links. */
export function parseUserFilters(search: URLSearchParams): UserFilters {
  return {
    q: (search.get('q') ?? '').slice(0, userSearch.maxLength).trim(),
    role: roles.find((known) => known === search.get('role')),
    state: states.find((known) => known === search.get('state')),
  };
}

/** The URL of the users page for these filters, without default values. */
export function usersPath({ q, role, state }: UserFilters): `/admin/users${string}` {
  const search = new URLSearchParams();
  if (q !== '') search.set('q', q);
  if (role !== undefined) search.set('role', role);
  if (state !== undefined) search.set('state', state);
  return search.size === 0 ? '/admin/users' : `/admin/users?${search}`;
}

export function hasUserFilters({ q, role, state }: UserFilters): boolean {
  return q !== '' || role !== undefined || state !== undefined;
}
