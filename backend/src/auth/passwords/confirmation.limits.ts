import { defineRateLimit, minute } from '../../platform/limits/rate-limit.ts';

/** Actions confirmed by a password or a code: few, so that a session left open does not help in guessing them. */
export const confirmationLimit = defineRateLimit('confirm', { counts: 'user', points: 20, seconds: 15 * minute });
