'use client';

import { useSyncExternalStore } from 'react';

/** A mouse or trackpad and a wide screen: devices with only a touch screen rarely have a keyboard. */
const query = '(pointer: fine) and (min-width: 48rem)';

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia(query);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
}

/** Whether to show keyboard shortcuts and other hints about keys. In the browser only. */
export function showsKeyHints(): boolean {
  return window.matchMedia(query).matches;
}

/** The same for components; false while rendering on the server. */
export function useKeyHints(): boolean {
  return useSyncExternalStore(subscribe, showsKeyHints, () => false);
}
