import { password } from '@taskyard/contracts/fields';
import { z } from 'zod';
import { text } from '../../platform/http/text.schema.ts';
import { normalised } from './normalised-password.ts';

const { minLength: shortest, maxLength: longest } = password;
/** Room for how 128 characters may be typed: a letter and its marks one by one are up to four code points. */
const longestTyped = longest * 4;

/**
 * A password somebody chooses. It is long enough as it was typed and in its normal form, and not too long in the latter. No
 * rule on which characters it has (NIST 800-63B).
 */
export function newPassword() {
  const message = `must have ${shortest} to ${longest} characters`;
  return z
    .string(message)
    .refine((typed) => [...typed.slice(0, 2 * shortest)].length >= shortest, message)
    .transform(normalised)
    .pipe(text(shortest, longest))
    .meta({ format: 'password', minLength: shortest, maxLength: longest });
}

/** A password that is compared, as it was typed: old hashes were made without the normal form. */
export function enteredPassword() {
  return text(1, longestTyped).meta({ format: 'password' });
}
