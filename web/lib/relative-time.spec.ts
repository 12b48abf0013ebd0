import { describe, expect, it } from 'vitest';
import { describeDay, describeExactly, describeRelativeTime } from './relative-time';

const now = new Date('2026-11-21T12:00:00Z');
const after = (seconds: number) => new Date(now.getTime() + seconds * 1_000);

describe('a relative time', () => {
  it.each([
    [0, 'just now'],
    [-59, 'just now'],
    [30, 'just now'],
    [-60, '1 minute ago'],
    [-3_599, '59 minutes ago'],
    [-2 * 3_600, '2 hours ago'],
    [-25 * 3_600, 'yesterday'],
    [3 * 86_400 + 5, 'in 3 days'],
    [-6 * 86_400, '6 days ago'],
  ])('%i seconds from now is "%s"', (seconds, words) => {
    expect(describeRelativeTime(after(seconds), now, 'UTC')).toBe(words);
  });

  it('is a date from one week on', () => {
    expect(describeRelativeTime(after(-7 * 86_400), now, 'UTC')).toBe('Nov 14, 2026');
    expect(describeRelativeTime(after(90 * 86_400), now, 'UTC')).toBe('Feb 19, 2027');
  });
});

describe('the date of a time', () => {
  it('is the one in the time zone of the user', () => {
    const lateEvening = new Date('2026-12-31T23:30:00Z');
    expect(describeDay(lateEvening, 'UTC')).toBe('Dec 31, 2026');
    expect(describeDay(lateEvening, 'Pacific/Auckland')).toBe('Jan 1, 2027');
    expect(describeExactly(lateEvening, 'America/Los_Angeles')).toContain('Dec 31, 2026');
  });
});
