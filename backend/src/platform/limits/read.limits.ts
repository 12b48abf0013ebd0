import { defineRateLimit, minute } from './rate-limit.ts';

/**
 * All reads of one user, in every feature together. Twice the writes: the web reads a list and its counts after each
 * change. Each process counts alone and in memory, because a count in the database would make every read a write.
 */
export const readLimit = defineRateLimit('read', { counts: 'user', points: 1_200, seconds: minute, perProcess: true });
