import { defineRateLimit, minute } from '../../platform/limits/rate-limit.ts';

/** Each open browser refreshes once in ten minutes: enough for thousands of browsers behind one address. */
export const refreshLimit = defineRateLimit('refresh', { counts: 'address', points: 600, seconds: minute });
