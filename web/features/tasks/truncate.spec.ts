import { describe, expect, it } from 'vitest';
import { opening } from './truncate.ts';

describe('the opening of a text', () => {
  it('is the text itself when that is short', () => {
    expect(opening('short', 10)).toBe('short');
  });

  it('never cuts an emoji in half', () => {
    expect(opening('ab🚂🚂', 3)).toBe('ab…');
    expect(opening('ab🚂🚂', 4)).toBe('ab🚂…');
  });
});
