import { QueryFailedError } from 'typeorm';
import { expect, it } from 'vitest';
import { loggedError } from './logged-error.ts';

it('logs a failed query without its parameters', () => {
  const driverError = Object.assign(new Error('Unknown column'), {
    code: 'ER_BAD_FIELD_ERROR',
    sql: "… 'ada@example.com'",
  });
  const error = new QueryFailedError('SELECT ? FROM nowhere', ['ada@example.com', '$argon2id$secret'], driverError);
  const logged = loggedError(new Error('signing in failed', { cause: error }));
  expect(logged).toMatchObject({
    type: 'Error',
    message: 'signing in failed',
    cause: { type: 'QueryFailedError', message: 'Unknown column', code: 'ER_BAD_FIELD_ERROR' },
  });
  expect(JSON.stringify(logged)).not.toMatch(/ada@|argon2/);
});

it('logs a thrown value that is not an error as text', () => {
  expect(loggedError('out of paper')).toEqual({ type: 'string', message: 'out of paper' });
});
