import { defineRateLimit, hour, minute } from '../../platform/limits/rate-limit.ts';

/**
 * Sign-ins, by password or passkey. Successful ones count too, because each costs a hash. The limit by address is high
 * enough for an office whose users all arrive at the same time. The account is counted for each address: counted over
 * all addresses, an attacker elsewhere could keep its user out. Wrong passwords are also subject to the lock-out, see
 * `sign-in-lockout.service.ts`.
 */
export const signInLimit = defineRateLimit(
  'sign-in',
  { counts: 'address', points: 100, seconds: 5 * minute },
  { counts: 'account-at-address', field: 'username', points: 30, seconds: 5 * minute },
);

/**
 * Requests for a link that lets a browser sign in. Using up the three of another user sends that user three links, the
 * last of which stays valid until a new one can be requested.
 */
export const unlockMailLimit = defineRateLimit(
  'unlock-mail',
  { counts: 'address', points: 30, seconds: hour },
  { counts: 'account', field: 'username', points: 3, seconds: hour },
);

/** Following such a link. Its token cannot be guessed; the limit makes attempts cheap to refuse. */
export const unlockLimit = defineRateLimit('unlock', { counts: 'address', points: 60, seconds: hour });
