import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { databaseWindows, databaseWindowsProblem } from './database-windows.ts';
import type { OfficeHours } from './office-hours.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

const time = (minute: number) =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');

/** Office hours in any time zone, on any days, of any length. */
const officeHours: fc.Arbitrary<OfficeHours> = fc
  .record({
    days: fc.constantFrom('MON-FRI' as const, 'MON-SUN' as const),
    from: fc.integer({ min: 0, max: 23 * 60 }),
    length: fc.integer({ min: 1, max: 14 * 60 }),
    timezone: fc.constantFrom('Europe/Berlin', 'America/Sao_Paulo', ...Intl.supportedValuesOf('timeZone')),
  })
  .map(({ from, length, ...rest }) => ({ ...rest, from: time(from), to: time(Math.min(from + length, 24 * 60 - 1)) }));

/** Office hours in which the windows fit. */
const longEnough = officeHours.filter((hours) => databaseWindowsProblem(hours) === undefined);

/** A day of the years that the windows are made for. */
const day = fc.integer({ min: 0, max: 2 * 365 - 1 }).map((index) => Date.UTC(2026, 0, 1) + index * dayMs);

/** What the clock on a wall shows. */
function localTime(instant: number, timezone: string): { weekday: string; time: string } {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(instant);
  const of = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? '';
  return { weekday: of('weekday'), time: `${of('hour')}:${of('minute')}` };
}

/** The start and the end of the backup that begins on a day. */
function backupOn(utcDay: number, window: string): [number, number] {
  const start = utcDay + minuteOf(window.slice(0, 5)) * minuteMs;
  return [start, start + lengthOf(window.slice(0, 5), window.slice(6))];
}

/** The start and the end of the maintenance of a day's week. */
function maintenanceIn(utcDay: number, window: string): [number, number] {
  const [startDay = '', hours, minutes, ...end] = window.split(/[:-]/);
  const ahead = (weekdays.map((name) => name.toLowerCase()).indexOf(startDay) - new Date(utcDay).getUTCDay() + 7) % 7;
  const start = utcDay + ahead * dayMs + minuteOf(`${hours}:${minutes}`) * minuteMs;
  return [start, start + lengthOf(`${hours}:${minutes}`, end.slice(1).join(':'))];
}

function minuteOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
}

const lengthOf = (from: string, to: string) => ((minuteOf(to) - minuteOf(from) + 1440) % 1440) * minuteMs;

describe('the windows of a database', () => {
  it('are at night where it always runs', () => {
    expect(databaseWindows()).toEqual({ backup: '01:00-02:00', maintenance: 'sun:02:30-sun:03:30' });
  });

  it.each([
    ['Europe/Berlin', '06:30-07:30', 'wed:15:30-wed:16:30'],
    ['Asia/Tokyo', '22:30-23:30', 'wed:08:30-wed:09:30'],
    ['Pacific/Auckland', '19:30-20:30', 'wed:04:30-wed:05:30'],
    ['America/Los_Angeles', '15:30-16:30', 'thu:00:30-thu:01:30'],
  ])('are office hours of %s in summer and in winter', (timezone, backup, maintenance) => {
    expect(databaseWindows({ days: 'MON-FRI', from: '07:00', to: '19:00', timezone })).toEqual({ backup, maintenance });
  });

  it('lie in the office hours of every time zone on every day, half an hour from their ends', () => {
    fc.assert(
      fc.property(longEnough, day, (hours, utcDay) => {
        const windows = databaseWindows(hours);
        const [from, to] = [minuteOf(hours.from) + 30, minuteOf(hours.to) - 30].map(time);
        const backup = backupOn(utcDay, windows.backup);
        const maintenance = maintenanceIn(utcDay, windows.maintenance);
        for (const instant of [...backup, ...maintenance]) {
          const local = localTime(instant, hours.timezone).time;
          expect(local >= String(from) && local <= String(to)).toBe(true);
        }
        const days = maintenance.map((instant) => localTime(instant, hours.timezone).weekday);
        expect(days).toEqual(hours.days === 'MON-FRI' ? ['Wed', 'Wed'] : ['Sun', 'Sun']);
        expect([backup, maintenance].map(([start, end]) => end - start)).toEqual([60 * minuteMs, 60 * minuteMs]);
      }),
      { numRuns: 300 },
    );
  });

  it('never overlap, because RDS refuses that', () => {
    fc.assert(
      fc.property(longEnough, day, (hours, utcDay) => {
        const { backup, maintenance } = databaseWindows(hours);
        const [start, end] = maintenanceIn(utcDay, maintenance);
        const sameDay = Math.floor(start / dayMs) * dayMs;
        for (const backupDay of [sameDay - dayMs, sameDay, sameDay + dayMs]) {
          const [from, to] = backupOn(backupDay, backup);
          expect(to <= start || end <= from).toBe(true);
        }
      }),
    );
  });

  it.each([
    ['Asia/Tokyo', '10:00', undefined],
    ['Asia/Tokyo', '09:59', /at least 3 hours after from/],
    ['Europe/Berlin', '11:00', undefined],
    ['Europe/Berlin', '10:59', /at least 4 hours after from/],
    ['Australia/Lord_Howe', '10:29', /at least 3\.5 hours after from/],
  ])('need three hours that are office hours all year: %s, 07:00 to %s', (timezone, to, problem) => {
    const hours = { days: 'MON-FRI', from: '07:00', to, timezone } as const;
    if (problem === undefined) expect(databaseWindowsProblem(hours)).toBeUndefined();
    else {
      expect(databaseWindowsProblem(hours)).toMatch(problem);
      expect(() => databaseWindows(hours)).toThrow(RangeError);
    }
  });
});
