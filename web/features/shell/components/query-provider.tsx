'use client';

import { focusManager, notifyManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ApiFailure } from '@/lib/api/failure';

// Optimistic changes must be on screen before the next paint. By default they wait for a timer, and a checked box would jump
// back for one frame.
notifyManager.setScheduler(queueMicrotask);

// Also when the user returns from another window: by default only a tab that was hidden counts.
if (typeof window !== 'undefined') {
  focusManager.setEventListener((onFocus) => {
    const listener = () => onFocus();
    window.addEventListener('focus', listener);
    document.addEventListener('visibilitychange', listener);
    return () => {
      window.removeEventListener('focus', listener);
      document.removeEventListener('visibilitychange', listener);
    };
  });
}

/** Retries once after a network failure or a server error. A refusal stays a refusal. */
function isWorthRetrying(failures: number, error: unknown): boolean {
  return failures < 1 && error instanceof ApiFailure && (error.status === 0 || error.status >= 500);
}

/**
 * `networkMode: 'always'`, because the default holds requests back while the browser is offline: the user would not learn
 * that nothing was saved.
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
