'use client';

import { notifyManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ApiFailure } from '@/lib/api/failure';

// Optimistic changes have to be on screen before the next paint: by default they wait for a timer, and a ticked box
// would be seen to jump back for a frame.
notifyManager.setScheduler(queueMicrotask);

/** Asking again helps when nothing answered or the server stumbled, once; it never helps with a refusal. */
function isWorthRetrying(failures: number, error: unknown): boolean {
  return failures < 1 && error instanceof ApiFailure && (error.status === 0 || error.status >= 500);
}

/**
 * `networkMode: 'always'` because the default parks a request while the browser believes to be offline: nobody would
 * be told that nothing was saved.
 */
function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 60_000, retry: isWorthRetrying, retryDelay: 700, networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
  });
}

export function QueryProvider({ children }: { readonly children: ReactNode }) {
  const [client] = useState(createQueryClient);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
