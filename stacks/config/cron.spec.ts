import { describe, expect, it } from 'vitest';
import { cronProblem } from './cron.ts';

describe('a cron schedule', () => {
  it.each(['15 2 * * *', '*/5 * * * *', '0 0 1,15 * *', '0 22-23 * * 1-5', '0 6 * * 7', '0 0-12/4 * * *'])(
    'may be %j',
    (schedule) => {
      expect(cronProblem(schedule)).toBeUndefined();
    },
  );

  it.each([
    ['', 'five fields'],
    ['* * * *', 'five fields'],
    ['@daily', 'five fields'],
    ['60 * * * *', 'minute'],
    ['0 24 * * *', 'hour'],
    ['0 0 0 * *', 'day of month'],
    ['0 0 * 13 *', 'month'],
    ['0 0 * * 8', 'day of week'],
    ['0 5-3 * * *', 'hour'],
    ['*/0 * * * *', 'minute'],
    ['0 0 * * MON', 'day of week'],
    ['1,,2 * * * *', 'minute'],
    ['1, * * * *', 'minute'],
    ['-5 * * * *', 'minute'],
    ['1- * * * *', 'minute'],
    ['1/ * * * *', 'minute'],
    ['/5 * * * *', 'minute'],
    ['1-2-3 * * * *', 'minute'],
    ['*/5/2 * * * *', 'minute'],
    ['** * * * *', 'minute'],
    ['*-5 * * * *', 'minute'],
    ['1-* * * * *', 'minute'],
    ['*5 * * * *', 'minute'],
  ])('%j is refused for its %s', (schedule, field) => {
    expect(cronProblem(schedule)).toContain(field);
  });
});
