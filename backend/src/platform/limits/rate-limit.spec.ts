import { expect, it } from 'vitest';
import { defineRateLimit } from './rate-limit.ts';

it('refuses a second limit of the same name, because both would share their counts', () => {
  defineRateLimit('export', { counts: 'user', points: 1, seconds: 60 });
  expect(() => defineRateLimit('export', { counts: 'address', points: 1, seconds: 60 })).toThrow(
    'The rate limit export is defined twice.',
  );
});
