import { type DehydratedState, dehydrate, QueryClient } from '@tanstack/react-query';
import { environment } from '@/lib/environment';
import type { Client } from './generated/client';
import { serverClient } from './server-client';

/**
 * Fetches on the server what a page of the account shows, for the browser's cache. Failures are left out rather than
 * thrown: the browser then asks again itself and shows what is wrong in that place.
 */
export async function prefetchAccount(
  fetchAll: (queries: QueryClient, api: Client) => Promise<unknown>,
): Promise<DehydratedState> {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  await fetchAll(queries, await serverClient(environment().AUTH_API_URL));
  return dehydrate(queries);
}
