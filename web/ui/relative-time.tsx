'use client';

import { describeDay, describeExactly, describeMoment } from '@/lib/relative-time';
import { useNow } from '@/lib/use-now';

interface RelativeTimeProps {
  /** ISO time. */
  readonly at: string;
}

/** When something was, or will be, in words; where the person's zone is not known yet, the plain date. */
export function RelativeTime({ at }: RelativeTimeProps) {
  const now = useNow();
  const moment = new Date(at);
  if (now === undefined) return <time dateTime={at}>{describeDay(moment, 'UTC')}</time>;
  return (
    <time dateTime={at} title={describeExactly(moment)}>
      {describeMoment(moment, now)}
    </time>
  );
}
