import { queryOptions } from '@tanstack/react-query';
import { call } from '@/lib/api/call';
import type { Client } from '@/lib/api/generated/client';
import { getTotp, listPasskeys, listSessions, listTokens } from '@/lib/api/generated/sdk.gen';

/** @param client the server's client while rendering there; the browser's client by default. The same in all queries here. */
export function sessionsQuery(client?: Client) {
  return queryOptions({
    queryKey: ['account', 'sessions'],
    queryFn: ({ signal }) => call(listSessions({ ...(client && { client }), signal })),
  });
}

export function totpQuery(client?: Client) {
  return queryOptions({
    queryKey: ['account', 'totp'],
    queryFn: ({ signal }) => call(getTotp({ ...(client && { client }), signal })),
  });
}

export function passkeysQuery(client?: Client) {
  return queryOptions({
    queryKey: ['account', 'passkeys'],
    queryFn: ({ signal }) => call(listPasskeys({ ...(client && { client }), signal })),
  });
}

export function tokensQuery(client?: Client) {
  return queryOptions({
    queryKey: ['account', 'tokens'],
    queryFn: ({ signal }) => call(listTokens({ ...(client && { client }), signal })),
  });
}
