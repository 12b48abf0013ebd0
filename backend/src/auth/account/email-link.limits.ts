import { defineRateLimit, hour } from '../../platform/limits/rate-limit.ts';

/**
 * Requests for an email: a mailbox must not be flooded. A client that uses up the three of another user has had three
 * valid links sent to that user.
 */
export const mailLimit = defineRateLimit(
  'mail',
  { counts: 'address', points: 30, seconds: hour },
  { counts: 'mailbox', field: 'email', points: 3, seconds: hour },
);

/** The same for a signed-in user, whose account has the address. */
export const ownMailLimit = defineRateLimit('own-mail', { counts: 'user', points: 3, seconds: hour });

/** Following a link from an email. Its token cannot be guessed; the limit makes attempts cheap to refuse. */
export const linkLimit = defineRateLimit('link', { counts: 'address', points: 60, seconds: hour });
