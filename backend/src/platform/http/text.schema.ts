import { z } from 'zod';

/**
 * Text of `minimum` to `maximum` characters, counted as Unicode code points, as MySQL and JSON Schema count them;
 * JavaScript's own length would make an emoji two. Lone surrogates, which UTF-8 cannot carry, become U+FFFD.
 */
export function text(minimum: number, maximum: number) {
  const message = `must have ${minimum} to ${maximum} characters`;
  return z
    .string(message)
    .refine((value) => {
      if (value.length > maximum * 2) return false;
      const length = [...value].length;
      return length >= minimum && length <= maximum;
    }, message)
    .transform((value) => value.toWellFormed())
    .meta({ minLength: minimum, maxLength: maximum });
}

/**
 * Characters that do not show. Spelled out so that every regular expression engine that reads the OpenAPI document
 * agrees: what \s means differs between them.
 */
const blanks = '\\u0000-\\u0020\\u007f-\\u00a0\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff';
const visiblePattern = new RegExp(`[^${blanks}]`);

/** {@link text} that is not blank. */
export function visibleText(minimum: number, maximum: number) {
  const message = `must have ${minimum} to ${maximum} characters, not only blanks`;
  return text(minimum, maximum)
    .refine((value) => visiblePattern.test(value), message)
    .meta({ minLength: minimum, maxLength: maximum, pattern: visiblePattern.source });
}

/** A whole number in a path or a query, where everything arrives as text. */
export function integerParameter(minimum: number, maximum: number) {
  const message = `must be a whole number from ${minimum} to ${maximum}`;
  return z
    .string(message)
    .refine((value) => /^\d{1,16}$/.test(value) && Number(value) >= minimum && Number(value) <= maximum, message)
    .transform(Number)
    .meta({ type: 'integer', minimum, maximum });
}
