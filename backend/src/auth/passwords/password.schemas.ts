import { z } from 'zod';
import { text } from '../../http/text.schema.ts';
import { normalised } from './normalised-password.ts';

export const shortestPassword = 8;
const longest = 128;
/** Room for how 128 characters may be typed: a letter and its marks one by one are up to four code points. */
const longestTyped = longest * 4;

/**
 * A password somebody chooses. It is long enough as it was typed and in its normal form, and not too long in the latter. No
 * rule on which characters it has (NIST 800-63B).
 */
export function newPassword() {
  const message = `must have ${shortestPassword} to ${longest} characters`;
  return z
    .string(message)
    .refine((typed) => [...typed.slice(0, 2 * shortestPassword)].length >= shortestPassword, message)
    .transform(normalised)
    .pipe(text(shortestPassword, longest))
    .meta({ format: 'password', minLength: shortestPassword, maxLength: longest });
}

/** A password that is compared, as it was typed: old hashes were made without the normal form. */
export function enteredPassword() {
  return text(1, longestTyped).meta({ format: 'password' });
}
