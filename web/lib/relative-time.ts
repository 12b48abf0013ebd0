const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const week = 7 * day;

const ago = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

const units = [
  { unit: 'day', length: day },
  { unit: 'hour', length: hour },
  { unit: 'minute', length: minute },
] as const;

/**
 * How far a time is from now, in words: "just now", "5 minutes ago", "tomorrow"; a date from one week on.
 * @param zone the user's time zone; the browser's by default
 */
export function describeRelativeTime(time: Date, now: Date, zone?: string): string {
  const distance = time.getTime() - now.getTime();
  // In both directions: the clocks of server and browser differ, and a new event must not seem to lie in the future.
  if (Math.abs(distance) < minute) return 'just now';
  if (Math.abs(distance) >= week) return describeDay(time, zone);
  const { unit, length } = units.find((known) => Math.abs(distance) >= known.length) ?? units[2];
  return ago.format(Math.trunc(distance / length), unit);
}

/** The day of a time, as in "Nov 21, 2026". */
export function describeDay(time: Date, zone?: string): string {
  return new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric', timeZone: zone }).format(
    time,
  );
}

/** Day and time to the minute, with the name of the time zone. */
export function describeExactly(time: Date, zone?: string): string {
  return new Intl.DateTimeFormat('en', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone: zone,
  }).format(time);
}
