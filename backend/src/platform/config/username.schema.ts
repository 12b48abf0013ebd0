import { username } from '@taskyard/contracts/fields';
import { z } from 'zod';

/** How a person may be called: typed at registration, or set for the first admin. */
export function usernameText() {
  return z.string().regex(username.pattern, 'must have 3 to 50 characters: letters, digits, dot, underscore or hyphen');
}
