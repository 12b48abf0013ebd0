'use client';

import { describeDay, describeExactly, describeMoment } from '@/lib/moment';
import { useNow } from '@/lib/use-now';

interface MomentProps {
  /** ISO time. */
  readonly at: string;
}

/** When something was, or will be, in words; where the person's zone is not known yet, the plain date. */
export function Moment({ at }: MomentProps) {
  const now = useNow();
  const moment = new Date(at);
  if (now === undefined) return <time dateTime={at}>{describeDay(moment, 'UTC')}</time>;
  return (
    <time dateTime={at} title={describeExactly(moment)}>
      {describeMoment(moment, now)}
    </time>
  );
}
