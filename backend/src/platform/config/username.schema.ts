import { username } from '@taskyard/contracts/fields';
import { z } from 'zod';

/** A username, from the registration form or from the settings of the first admin. */
export function usernameText() {
  return z.string().regex(username.pattern, 'must have 3 to 50 characters: letters, digits, dot, underscore or hyphen');
}
