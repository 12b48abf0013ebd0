'use client';

import { useEffect } from 'react';

/**
 * Takes what the page was told out of the address bar and the history once it has it: a token, which others could read
 * there, or news, which would be old by the next time.
 */
export function useCleanAddress(): void {
  useEffect(() => window.history.replaceState(null, '', window.location.pathname), []);
}
