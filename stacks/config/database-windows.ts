import type { OfficeHours } from './office-hours.ts';

/** When AWS works on a database, as RDS and Aurora write it: in UTC, the first every day, the second once a week. */
export interface DatabaseWindows {
  /** Such as `01:00-02:00`. */
  readonly backup: string;
  /** Such as `sun:02:30-sun:03:30`. */
  readonly maintenance: string;
}

/** At night in Europe. */
const always: DatabaseWindows = { backup: '01:00-02:00', maintenance: 'sun:02:30-sun:03:30' };

/** After the start, which takes about ten minutes, and before the stop, which fails while a backup is written. */
const margin = 30;
const hour = 60;
/** Minutes of office hours that margins and windows need, in summer and in winter alike. */
const needed = margin + hour + hour + margin;

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/**
 * The two windows of a database. With office hours, the database runs in both of them, with the clock of summer and with that of
 * winter: a stopped database gets neither backups nor maintenance. Maintenance is on Wednesdays, or on Sundays where those
 * are office days.
 *
 * @throws {RangeError} for office hours with a `databaseWindowsProblem`
 */
export function databaseWindows(officeHours?: OfficeHours): DatabaseWindows {
  if (officeHours === undefined) return always;
  const { from, to } = sharedHours(officeHours);
  if (to - from < needed) throw new RangeError(`the office hours ${databaseWindowsProblem(officeHours)}`);
  const day = (officeHours.days === 'MON-SUN' ? 0 : 3) * 24 * hour;
  const backup = from + margin;
  const maintenance = to - margin - hour;
  return {
    backup: [backup, backup + hour].map(timeOfDay).join('-'),
    maintenance: [maintenance, maintenance + hour].map((minute) => timeOfWeek(day + minute)).join('-'),
  };
}

/** Why no windows fit into office hours; undefined when they do. */
export function databaseWindowsProblem(officeHours: OfficeHours): string | undefined {
  const { from, to, shift } = sharedHours(officeHours);
  if (to - from >= needed) return undefined;
  const hours = (needed + shift) / hour;
  return `must be at least ${hours} hours after from: the database needs time for its backup and its maintenance`;
}

/** The minutes of an office day that are office hours with every offset of the time zone. 0 is midnight in UTC. */
function sharedHours({ from, to, timezone }: OfficeHours): { from: number; to: number; shift: number } {
  const offsets = offsetsOf(timezone);
  const [least, most] = [Math.min(...offsets), Math.max(...offsets)];
  return { from: minutes(from) - least, to: minutes(to) - most, shift: most - least };
}

/** The offsets from UTC of a time zone, in minutes. Days of fixed years, so that the answer does not depend on the date. */
function offsetsOf(timezone: string): readonly number[] {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: timezone, timeZoneName: 'longOffset' });
  const days = Array.from({ length: 2 * 365 }, (_, day) => new Date(Date.UTC(2026, 0, 1 + day, 12)));
  const names = days.map((day) => format.formatToParts(day).find(({ type }) => type === 'timeZoneName')?.value ?? '');
  return [...new Set(names)].map((name) => {
    const [, sign, hours = 0, rest = 0] = /^GMT(?:([+-])(\d\d):(\d\d))?$/.exec(name) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * hour + Number(rest));
  });
}

function minutes(time: string): number {
  const [hours = 0, rest = 0] = time.split(':').map(Number);
  return hours * hour + rest;
}

function timeOfDay(minute: number): string {
  const ofDay = modulo(minute, 24 * hour);
  return [Math.floor(ofDay / hour), ofDay % hour].map((part) => String(part).padStart(2, '0')).join(':');
}

function timeOfWeek(minute: number): string {
  return `${weekdays[modulo(Math.floor(minute / (24 * hour)), 7)]}:${timeOfDay(minute)}`;
}

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
