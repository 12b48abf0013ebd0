import { defineRateLimit, minute } from './rate-limit.ts';

/**
 * All writes of one user, in every feature of a process together: ten a second are more than a user types, and enough to send what
 * was edited offline.
 */
export const writeLimit = defineRateLimit('write', { counts: 'user', points: 600, seconds: minute });
