import { defineRateLimit, minute } from '../../platform/limits/rate-limit.ts';

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
