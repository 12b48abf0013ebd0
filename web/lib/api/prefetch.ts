import { type DehydratedState, dehydrate, QueryClient } from '@tanstack/react-query';
import { environment } from '@/lib/environment';
import type { Client } from './generated/client';
import { serverClient } from './server-client';

/**
 * Fetches what a page shows on the server, for the browser's query cache. Failures are left out, not thrown: the browser
 * then asks again itself and shows the error where the data would be.
 */
export async function prefetchQueries(
  api: 'auth' | 'tasks',
  fetchAll: (queries: QueryClient, client: Client) => Promise<unknown>,
): Promise<DehydratedState> {
  const { AUTH_API_URL, TASKS_API_URL } = environment();
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  await fetchAll(queries, await serverClient(api === 'auth' ? AUTH_API_URL : TASKS_API_URL));
  return dehydrate(queries);
}
