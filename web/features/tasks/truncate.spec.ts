import { describe, expect, it } from 'vitest';
import { truncate } from './truncate.ts';

describe('a truncated text', () => {
  it('is the whole text when that is short', () => {
    expect(truncate('short', 10)).toBe('short');
  });

  it('never cuts an emoji in half', () => {
    expect(truncate('ab🚂🚂', 3)).toBe('ab…');
    expect(truncate('ab🚂🚂', 4)).toBe('ab🚂…');
  });
});
