'use client';

import { useSyncExternalStore } from 'react';
import { type CalendarDate, today } from '../calendar-date';

/** A minute is soon enough to notice midnight, and covers a laptop that slept through it. */
const interval = 60_000;

function subscribe(listener: () => void): () => void {
  const timer = setInterval(listener, interval);
  document.addEventListener('visibilitychange', listener);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', listener);
  };
}

/** Today where the person is; undefined while rendering on the server, which does not know their zone. */
export function useToday(): CalendarDate | undefined {
  return useSyncExternalStore<CalendarDate | undefined>(
    subscribe,
    () => today(),
    () => undefined,
  );
}
