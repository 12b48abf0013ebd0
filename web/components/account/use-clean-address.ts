'use client';

import { useEffect } from 'react';

/** Takes the link's token out of the address bar and the history once the page has it: others read along there. */
export function useCleanAddress(): void {
  useEffect(() => window.history.replaceState(null, '', window.location.pathname), []);
}
