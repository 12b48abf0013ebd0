export const roles = ['user', 'admin'] as const;
export type Role = (typeof roles)[number];

export const roleLabels: Readonly<Record<Role, string>> = { user: 'Not admins', admin: 'Admins' };

export const states = ['enabled', 'disabled'] as const;
export type AccountState = (typeof states)[number];

export const stateLabels: Readonly<Record<AccountState, string>> = { enabled: 'Enabled', disabled: 'Disabled' };

/** The API's limit of a search, in characters. */
export const searchLimit = 100;

/** Which people are listed; lives in the address, so that a link shows the same. */
export interface UserFilters {
  readonly q: string;
  readonly role: Role | undefined;
  readonly state: AccountState | undefined;
}

export const everybody: UserFilters = { q: '', role: undefined, state: undefined };

/** Reads filters from an address; anything unknown counts as not given, because people edit and shorten links. */
export function parsePeopleFilters(search: URLSearchParams): UserFilters {
  return {
    q: (search.get('q') ?? '').slice(0, searchLimit).trim(),
    role: roles.find((known) => known === search.get('role')),
    state: states.find((known) => known === search.get('state')),
  };
}

/** The address of the people page for these filters, without what is the default. */
export function peoplePath({ q, role, state }: UserFilters): `/admin/users${string}` {
  const search = new URLSearchParams();
  if (q !== '') search.set('q', q);
  if (role !== undefined) search.set('role', role);
  if (state !== undefined) search.set('state', state);
  return search.size === 0 ? '/admin/users' : `/admin/users?${search}`;
}

export function isNarrowed({ q, role, state }: UserFilters): boolean {
  return q !== '' || role !== undefined || state !== undefined;
}
