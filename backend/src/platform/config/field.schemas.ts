import { username } from '@taskyard/contracts/fields';
import { z } from 'zod';

/** A username, from the registration form or from the settings of the first admin. */
export function usernameText() {
  return z.string().regex(username.pattern, 'must have 3 to 50 characters: letters, digits, dot, underscore or hyphen');
}

/** One of the given values. The message lists them. */
export function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values, `must be one of ${values.join(', ')}`);
}
