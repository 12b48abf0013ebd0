'use client';

import { useSyncExternalStore } from 'react';
import { type CalendarDate, today } from '../calendar-date';

/** Milliseconds: often enough to notice midnight, also after a computer woke up. */
const interval = 60_000;

function subscribe(listener: () => void): () => void {
  const timer = setInterval(listener, interval);
  document.addEventListener('visibilitychange', listener);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', listener);
  };
}

/** Today in the user's time zone; undefined while rendering on the server, which does not know it. */
export function useToday(): CalendarDate | undefined {
  return useSyncExternalStore<CalendarDate | undefined>(
    subscribe,
    () => today(),
    () => undefined,
  );
}
