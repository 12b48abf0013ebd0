import { z } from 'zod';
import { section } from './fields.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 07:30');

/** The hours in which an environment runs. Outside them, its pods are scaled to zero, its nodes are removed and its database is stopped. */
export const officeHours = section({
  days: z.enum(['MON-FRI', 'MON-SUN']),
  from: time,
  to: time,
  timezone: z
    .string()
    // Nothing else can be checked without the zone's clock.
    .refine(isTimezone, { error: 'must be a time zone such as Europe/Berlin', abort: true }),
}).refine(({ from, to }) => from < to, { path: ['to'], error: 'must be later in the day than from' });

export type OfficeHours = z.output<typeof officeHours>;

/** Whether it is a name of the time zone database. Kubernetes and EventBridge know no other notation. */
function isTimezone(name: string): boolean {
  // Intl also reads offsets, and names in lower case.
  if (!/^[A-Z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** `minute hour` of a time of day, the first two cron fields. */
function minuteAndHour(text: string): string {
  const [hour, minute] = text.split(':').map(Number);
  return `${minute} ${hour}`;
}

/** The schedule of a Kubernetes CronJob. */
export function kubernetesCron({ days }: OfficeHours, at: string): string {
  return `${minuteAndHour(at)} * * ${days}`;
}

/** The schedule of EventBridge Scheduler. It has a year, and `?` for the day of the month when days of the week are given. */
export function eventBridgeCron({ days }: OfficeHours, at: string): string {
  return `cron(${minuteAndHour(at)} ? * ${days} *)`;
}

/** Office hours in a month of 730 hours. */
export function officeHoursPerMonth({ days, from, to }: OfficeHours): number {
  const [start, end] = [from, to].map((text) => {
    const [hour = 0, minute = 0] = text.split(':').map(Number);
    return hour + minute / 60;
  });
  const week = ((end ?? 0) - (start ?? 0)) * (days === 'MON-FRI' ? 5 : 7);
  return Math.round((week / (7 * 24)) * 730);
}
