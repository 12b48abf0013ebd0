import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { call } from '@/lib/api/call';
import { getMe } from '@/lib/api/generated/sdk.gen';
import type { Account } from '@/lib/api/generated/types.gen';

export function currentUserQuery() {
  return queryOptions({ queryKey: ['current-user'], queryFn: ({ signal }) => call(getMe({ signal })) });
}

/** The signed-in user from the cache. The server fills it, so this never waits. */
export function useCurrentUser(): Account {
  return useSuspenseQuery(currentUserQuery()).data;
}
