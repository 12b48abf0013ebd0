'use client';

import { describeDay, describeExactly, describeRelativeTime } from '@/lib/relative-time';
import { useNow } from '@/lib/use-now';

interface RelativeTimeProps {
  /** ISO time. */
  readonly at: string;
}

/** A time relative to now; the plain date while the user's time zone is unknown. */
export function RelativeTime({ at }: RelativeTimeProps) {
  const now = useNow();
  const time = new Date(at);
  if (now === undefined) return <time dateTime={at}>{describeDay(time, 'UTC')}</time>;
  return (
    <time dateTime={at} title={describeExactly(time)}>
      {describeRelativeTime(time, now)}
    </time>
  );
}
