import { defineRateLimit, hour } from '../../platform/limits/rate-limit.ts';

/**
 * A class behind one address can register within the hour. The limit by email stops a client that tries out which names
 * are taken.
 */
export const registerLimit = defineRateLimit(
  'register',
  { counts: 'address', points: 60, seconds: hour },
  { counts: 'mailbox', field: 'email', points: 10, seconds: hour },
);

/**
 * Changes of the account are confirmed by a password, and a new email address receives a mail: with enough accounts, an
 * attacker could flood any mailbox.
 */
export const accountChangeLimit = defineRateLimit(
  'own-account',
  { counts: 'user', points: 10, seconds: hour },
  { counts: 'mailbox', field: 'email', points: 3, seconds: hour },
);

/**
 * The export reads all of the user's audit log and adds an event to it: without a limit, each export would be longer
 * than the one before.
 */
export const accountExportLimit = defineRateLimit('export', { counts: 'user', points: 10, seconds: hour });
