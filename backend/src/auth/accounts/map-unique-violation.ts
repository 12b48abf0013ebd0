import { violatesUnique } from '../../platform/database/mysql-error.ts';
import { EmailTakenError, UsernameTakenError } from './account.errors.ts';

/**
 * Writes a name or an address. The unique constraints decide whether it is free, not a look beforehand: of two at once,
 * one wins.
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
