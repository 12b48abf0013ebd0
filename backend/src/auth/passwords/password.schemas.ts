import { password } from '@taskyard/contracts/fields';
import { z } from 'zod';
import { text } from '../../platform/http/text.schema.ts';
import { normalisePassword } from './normalise-password.ts';

const { minLength, maxLength } = password;
/** A letter and its combining marks, typed one by one, are up to four code points for one normalised character. */
const maxTypedLength = maxLength * 4;

/**
 * A password that the user chooses. The minimum length applies to the password as typed and to its normalised form, the
 * maximum to the normalised form. There is no rule on which characters it contains (NIST 800-63B).
 */
export function newPassword() {
  const message = `must have ${minLength} to ${maxLength} characters`;
  return z
    .string(message)
    .refine((typed) => [...typed.slice(0, 2 * minLength)].length >= minLength, message)
    .transform(normalisePassword)
    .pipe(text(minLength, maxLength))
    .meta({ format: 'password', minLength, maxLength });
}

/** A password that is compared. It is kept as typed: old hashes were made without normalising. */
export function enteredPassword() {
  return text(1, maxTypedLength).meta({ format: 'password' });
}

/** The body of a request that the user confirms with the password. */
export const confirmationSchema = z.strictObject({ password: enteredPassword() }).meta({ id: 'Confirmation' });
export type Confirmation = z.infer<typeof confirmationSchema>;
