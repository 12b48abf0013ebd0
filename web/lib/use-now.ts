'use client';

import { useSyncExternalStore } from 'react';

/** "5 minutes ago" is right for a minute. */
const interval = 60_000;

let current = 0;

function subscribe(listener: () => void): () => void {
  const timer = setInterval(() => {
    current = Date.now();
    listener();
  }, interval);
  return () => clearInterval(timer);
}

/** A snapshot has to stay the same until it is announced otherwise; a first or long unused one is taken afresh. */
function now(): number {
  if (Date.now() - current > interval) current = Date.now();
  return current;
}

/** The time, to the minute; undefined while rendering on the server, whose words the browser would not agree with. */
export function useNow(): Date | undefined {
  const time = useSyncExternalStore<number | undefined>(subscribe, now, () => undefined);
  return time === undefined ? undefined : new Date(time);
}
