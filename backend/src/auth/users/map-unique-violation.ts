import { violatesUnique } from '../../platform/database/mysql-error.ts';
import { EmailTakenError, UsernameTakenError } from './user.errors.ts';

/**
 * Runs a write to `users` and turns a violated unique constraint into the error for the client. The constraints decide
 * whether a username or address is free: a check before the write could be overtaken by another request.
 *
 * @throws {UsernameTakenError}
 * @throws {EmailTakenError}
 */
export async function mapUniqueViolation<Result>(write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if (violatesUnique(error, 'uq_users_username')) throw new UsernameTakenError();
    if (violatesUnique(error, 'uq_users_email')) throw new EmailTakenError();
    throw error;
  }
}
