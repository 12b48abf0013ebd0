/**
 * Calendar dates as `YYYY-MM-DD`. They name a day, not a time, so they have no time zone. Only `today` depends on the
 * time zone of the clock.
 */
export type CalendarDate = string;

const dayInMilliseconds = 86_400_000;

/** @param zone the user's time zone; the browser's by default */
export function today(now = new Date(), zone?: string): CalendarDate {
  // Swedish dates have the form of ISO 8601.
  return new Intl.DateTimeFormat('sv', { timeZone: zone }).format(now);
}

function daysSinceEpoch(date: CalendarDate): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / dayInMilliseconds);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return daysSinceEpoch(to) - daysSinceEpoch(from);
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  return new Date((daysSinceEpoch(date) + days) * dayInMilliseconds).toISOString().slice(0, 10);
}

const sameYear = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const otherYear = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const weekday = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' });

/**
 * A due date in words.
 * @param reference today; undefined where it is unknown (on the server): then always the plain date
 */
export function describeDate(date: CalendarDate, reference: CalendarDate | undefined): string {
  const time = new Date(`${date}T00:00:00Z`);
  if (reference === undefined) return otherYear.format(time);
  const days = daysBetween(reference, date);
  if (days === 0) return 'Today';
  if (days === 1) return 'Tomorrow';
  if (days === -1) return 'Yesterday';
  if (days > 1 && days < 7) return weekday.format(time);
  return (date.slice(0, 4) === reference.slice(0, 4) ? sameYear : otherYear).format(time);
}

type Urgency = 'overdue' | 'today' | 'later';

export function urgencyOf(date: CalendarDate, reference: CalendarDate): Urgency {
  if (date < reference) return 'overdue';
  return date === reference ? 'today' : 'later';
}
