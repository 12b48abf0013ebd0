'use client';

import { useServerClock } from '@/lib/clock';
import { describeDay, describeExactly, describeRelativeTime } from '@/lib/relative-time';
import { useHydrated } from '@/lib/use-hydrated';
import { useNow } from '@/lib/use-now';

interface RelativeTimeProps {
  /** ISO time. */
  readonly at: string;
}

/** A time relative to now. Until the server knows the user's time zone, it leaves room and shows nothing. */
export function RelativeTime({ at }: RelativeTimeProps) {
  const { timeZone } = useServerClock();
  const hydrated = useHydrated();
  const now = useNow();
  const time = new Date(at);
  if (!hydrated && timeZone === undefined) {
    return (
      <time dateTime={at} className="invisible">
        {describeDay(time, 'UTC')}
      </time>
    );
  }
  const zone = hydrated ? undefined : timeZone;
  return (
    <time dateTime={at} title={describeExactly(time, zone)}>
      {describeRelativeTime(time, now, zone)}
    </time>
  );
}
