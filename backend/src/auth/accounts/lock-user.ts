import type { EntityManager } from 'typeorm';
import { UnauthenticatedError } from '../../platform/http/http.errors.ts';
import { WrongPasswordError } from './account.errors.ts';
import { UserEntity } from './user.entity.ts';

/**
 * Holds a person's row until the transaction ends, so that changes to what belongs to it come one after the other, on any
 * replica. To be called first: whoever locked something else before could wait for a call that waits for them.
 *
 * @returns the row as it is now
 * @throws {UnauthenticatedError} when the account is gone since the token was made
 */
export async function lockUser(id: number, manager: EntityManager): Promise<UserEntity> {
  const user = await manager.findOne(UserEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (user === null) throw new UnauthenticatedError();
  return user;
}

/**
 * {@link lockUser} for an act that was confirmed by the password. Checking it takes a while, and who sets a new one means
 * that nothing more is done with the old.
 *
 * @param confirmed as `Accounts.confirm` gave it, with the hash that was checked
 * @throws {UnauthenticatedError} when the account is gone
 * @throws {WrongPasswordError} when it has another password by now
 */
export async function lockConfirmed({ id, password }: UserEntity, manager: EntityManager): Promise<UserEntity> {
  const user = await lockUser(id, manager);
  if (!(await manager.existsBy(UserEntity, { id, password }))) throw new WrongPasswordError();
  return user;
}
