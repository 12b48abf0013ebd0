import { z } from 'zod';
import { section } from './fields.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 07:30');

/** The hours in which an environment works; outside them its pods, nodes and database rest. */
export const awake = section({
  days: z.enum(['MON-FRI', 'MON-SUN']),
  from: time,
  to: time,
  timezone: z.string().regex(/^[A-Z]\w+(\/\w+)*$/, 'must be a time zone such as Europe/Berlin'),
}).refine(({ from, to }) => from < to, { path: ['to'], error: 'must be later in the day than from' });

export type Awake = z.output<typeof awake>;

/** `minute hour` of a time of day. */
function clock(text: string): string {
  const [hour, minute] = text.split(':').map(Number);
  return `${minute} ${hour}`;
}

/** A schedule as Kubernetes writes it. */
export function kubernetesCron({ days }: Awake, at: string): string {
  return `${clock(at)} * * ${days}`;
}

/** A schedule as EventBridge writes it: with a year, and `?` for the field that days of the week make needless. */
export function eventBridgeCron({ days }: Awake, at: string): string {
  return `cron(${clock(at)} ? * ${days} *)`;
}

/** Hours of a month of 730, of which a week has its share. */
export function awakeHours({ days, from, to }: Awake): number {
  const [start, end] = [from, to].map((text) => {
    const [hour = 0, minute = 0] = text.split(':').map(Number);
    return hour + minute / 60;
  });
  const week = ((end ?? 0) - (start ?? 0)) * (days === 'MON-FRI' ? 5 : 7);
  return Math.round((week / (7 * 24)) * 730);
}
