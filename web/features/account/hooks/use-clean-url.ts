'use client';

import { useEffect } from 'react';

/**
 * Removes the query from the URL and the history after the page has read it. It holds a message that is outdated after a
 * reload.
 */
export function useCleanUrl(): void {
  useEffect(() => window.history.replaceState(null, '', window.location.pathname), []);
}
