'use client';

import { useSyncExternalStore } from 'react';
import { useServerClock } from './clock';

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

/** The time to the minute. The first render in the browser takes the server's time, so that both give the same text. */
export function useNow(): Date {
  const clock = useServerClock();
  return new Date(useSyncExternalStore(subscribe, now, () => clock.now));
}
