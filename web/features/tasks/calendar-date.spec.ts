import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, describeDate, today, urgencyOf } from './calendar-date.ts';

describe('calendar dates', () => {
  it('take today from the local time zone, not from UTC', () => {
    expect(today(new Date(2026, 0, 5, 23, 59))).toBe('2026-01-05');
    expect(today(new Date(2026, 0, 5, 0, 1))).toBe('2026-01-05');
  });

  it('count days across a daylight saving change and a leap day', () => {
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
    expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2);
    expect(daysBetween('2026-03-02', '2026-03-01')).toBe(-1);
  });

  it('add days over the end of a year', () => {
    expect(addDays('2026-12-30', 7)).toBe('2027-01-06');
  });

  it.each([
    ['2026-11-21', 'Today'],
    ['2026-11-22', 'Tomorrow'],
    ['2026-11-20', 'Yesterday'],
    ['2026-11-25', 'Wednesday'],
    ['2026-12-24', 'Dec 24'],
    ['2027-01-02', 'Jan 2, 2027'],
  ])('read %s as %s', (date, words) => {
    expect(describeDate(date, '2026-11-21')).toBe(words);
  });

  it('read as plain dates when today is unknown', () => {
    expect(describeDate('2026-11-21', undefined)).toBe('Nov 21, 2026');
  });

  it('are overdue only after the day is over', () => {
    expect(urgencyOf('2026-11-20', '2026-11-21')).toBe('overdue');
    expect(urgencyOf('2026-11-21', '2026-11-21')).toBe('today');
    expect(urgencyOf('2026-11-22', '2026-11-21')).toBe('later');
  });
});
