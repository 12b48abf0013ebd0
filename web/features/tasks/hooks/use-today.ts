'use client';

import { useSyncExternalStore } from 'react';
import { useServerClock } from '@/lib/clock';
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

/** Today in the user's time zone; undefined while rendering on a server that does not know the zone yet. */
export function useToday(): CalendarDate | undefined {
  const { now, timeZone } = useServerClock();
  return useSyncExternalStore<CalendarDate | undefined>(
    subscribe,
    () => today(),
    () => (timeZone === undefined ? undefined : today(new Date(now), timeZone)),
  );
}
