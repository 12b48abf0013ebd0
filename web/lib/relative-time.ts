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
 * How far a moment is from now, in words: "just now", "5 minutes ago", "tomorrow"; a date when that is a week or more.
 * @param zone the person's time zone; the browser's own when left out
 */
export function describeMoment(moment: Date, now: Date, zone?: string): string {
  const distance = moment.getTime() - now.getTime();
  // Either way: the clocks of the server and the browser differ, and what just happened must not lie ahead.
  if (Math.abs(distance) < minute) return 'just now';
  if (Math.abs(distance) >= week) return describeDay(moment, zone);
  const { unit, length } = units.find((known) => Math.abs(distance) >= known.length) ?? units[2];
  return ago.format(Math.trunc(distance / length), unit);
}

/** The day of a moment, as in "Nov 21, 2026". */
export function describeDay(moment: Date, zone?: string): string {
  return new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric', timeZone: zone }).format(
    moment,
  );
}

/** Day and time to the minute, with the zone's name, for a closer look. */
export function describeExactly(moment: Date, zone?: string): string {
  return new Intl.DateTimeFormat('en', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone: zone,
  }).format(moment);
}
