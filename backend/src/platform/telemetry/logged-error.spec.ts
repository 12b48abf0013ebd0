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

it.each([
  [
    "Duplicate entry 'ada@example.com' for key 'uq_users_email'",
    'INSERT INTO `users` (`email`) VALUES (?)',
    'INSERT users',
  ],
  ["Incorrect string value: 'ada@example.com's' for column 'x'", 'UPDATE users SET email = ?', 'UPDATE users'],
  ["Data too long: 'ada@example.com'", 'SELECT email FROM `users` WHERE email = ?', 'SELECT users'],
  ['Deadlock found when trying to get lock', "DELETE FROM users WHERE email = 'ada@example.com'", 'DELETE users'],
  ['Lost connection', 'START TRANSACTION', 'START'],
])('logs the code and the statement of a failed query, and no value: %s', (message, sql, statement) => {
  const driverError = Object.assign(new Error(message), { code: 'ER_ANY', sql, sqlMessage: message });
  for (const error of [new QueryFailedError(sql, ['ada@example.com'], driverError), driverError]) {
    const logged = loggedError(error);
    expect(logged).toMatchObject({ code: 'ER_ANY', statement });
    expect(logged.stack).toContain('logged-error.spec.ts');
    expect(JSON.stringify(logged)).not.toContain('ada@');
  }
});

it('logs a thrown value that is not an error as text', () => {
  expect(loggedError('out of paper')).toEqual({ type: 'string', message: 'out of paper' });
});
