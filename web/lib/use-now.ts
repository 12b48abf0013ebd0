'use client';

import { useSyncExternalStore } from 'react';

/** Relative times are shown to the minute. */
const interval = 60_000;

let current = 0;

function subscribe(listener: () => void): () => void {
  const timer = setInterval(() => {
    current = Date.now();
    listener();
  }, interval);
  return () => clearInterval(timer);
}

/** A snapshot must stay the same until listeners are called. The first one and an outdated one are taken anew. */
function now(): number {
  if (Date.now() - current > interval) current = Date.now();
  return current;
}

/** The time to the minute; undefined while rendering on the server, where the text would differ from the browser's. */
export function useNow(): Date | undefined {
  const time = useSyncExternalStore<number | undefined>(subscribe, now, () => undefined);
  return time === undefined ? undefined : new Date(time);
}
