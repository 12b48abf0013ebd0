'use client';

import { useSyncExternalStore } from 'react';

const subscribe = () => () => {};

/** False on the server and until React has hydrated the page; for controls that must not be used before. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  );
}
