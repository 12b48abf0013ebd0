'use client';

import { createContext, type ReactNode, use, useEffect } from 'react';
import { storePreference } from './store-preference';

interface Clock {
  /** Milliseconds since 1970, when the server rendered the page. */
  readonly now: number;
  /** The browser's time zone; undefined before the first visit has told it to the server. */
  readonly timeZone: string | undefined;
}

const ClockContext = createContext<Clock>({ now: 0, timeZone: undefined });

interface ClockProviderProps extends Clock {
  readonly children: ReactNode;
}

/** Gives components the time for which the server rendered, so that dates do not change when the page becomes interactive. */
export function ClockProvider({ now, timeZone, children }: ClockProviderProps) {
  useEffect(() => {
    const current = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (current !== timeZone) storePreference('time-zone', current);
  }, [timeZone]);
  return <ClockContext value={{ now, timeZone }}>{children}</ClockContext>;
}

/** The server's clock. In the browser only for the first render. */
export function useServerClock(): Clock {
  return use(ClockContext);
}
