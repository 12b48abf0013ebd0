import { describe, expect, it } from 'vitest';
import { integerParameter, text, visibleText } from './text.schema.ts';

describe('text', () => {
  it('counts an emoji as one character, as the database does', () => {
    expect(text(1, 3).safeParse('😀😀😀').success).toBe(true);
    expect(text(1, 3).safeParse('😀😀😀😀').success).toBe(false);
  });

  it('replaces lone surrogates, which cannot be stored', () => {
    expect(text(0, 9).parse('a\uD83Db')).toBe('a\uFFFDb');
  });
});

describe('visible text', () => {
  it.each(['', ' ', '\t\n', '\u00a0\u3000', '\u200b\u2060'])('rejects %j', (blank) => {
    expect(visibleText(1, 9).safeParse(blank).success).toBe(false);
  });

  it.each(['x', ' x ', '😀', 'مهمة', '-'])('accepts %j unchanged', (value) => {
    expect(visibleText(1, 9).parse(value)).toBe(value);
  });
});

describe('an integer parameter', () => {
  it.each([
    ['1', 1],
    ['100', 100],
    ['007', 7],
  ])('reads %j', (value, number) => {
    expect(integerParameter(1, 100).parse(value)).toBe(number);
  });

  it.each(['0', '101', '-1', '1.5', '1e1', '0x10', ' 1', '', '99999999999999999999', ['1', '2']])(
    'rejects %j',
    (value) => {
      const result = integerParameter(1, 100).safeParse(value);
      expect(result.error?.issues[0]?.message).toBe('must be a whole number from 1 to 100');
    },
  );
});
