import { z } from 'zod';

/**
 * Text of `minimum` to `maximum` characters. They are Unicode code points, as in MySQL and JSON Schema; JavaScript's
 * `length` counts an emoji as two. Lone surrogates, which UTF-8 cannot encode, become U+FFFD.
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
 * Invisible characters. Listed one by one because the meaning of \s differs between the regular expression engines that
 * read the OpenAPI document.
 */
const blanks = '\\u0000-\\u0020\\u007f-\\u00a0\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff';
const visiblePattern = new RegExp(`[^${blanks}]`);

/** {@link text} with at least one visible character. */
export function visibleText(minimum: number, maximum: number) {
  const message = `must have ${minimum} to ${maximum} characters, not only blanks`;
  return text(minimum, maximum)
    .refine((value) => visiblePattern.test(value), message)
    .meta({ minLength: minimum, maxLength: maximum, pattern: visiblePattern.source });
}

/** A whole number in a path or a query, where every value is text. */
export function integerParameter(minimum: number, maximum: number) {
  const message = `must be a whole number from ${minimum} to ${maximum}`;
  return z
    .string(message)
    .refine((value) => /^\d{1,16}$/.test(value) && Number(value) >= minimum && Number(value) <= maximum, message)
    .transform(Number)
    .meta({ type: 'integer', minimum, maximum });
}
