'use client';

import { useSyncExternalStore } from 'react';

const subscribe = () => () => {};

/** False on the server and until React has taken over the markup; for what must not be used before. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  );
}
