/** The browser's time zone, such as `Europe/Zurich`: with it the server renders the same dates as the browser. */
export const timeZoneCookie = 'taskyard_time_zone';

/** Undefined for a missing or unknown zone. */
export function parseTimeZone(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
