import type { EntityManager } from 'typeorm';
import { UnauthenticatedError } from '../../platform/http/http.errors.ts';
import { UserEntity } from './user.entity.ts';

/**
 * Locks a user's row until the transaction ends, so that changes to what the user owns run one after the other, on any
 * replica. Call it first in a transaction: locking another row before this one could cause a deadlock.
 *
 * @returns the row as it is now, without the password's hash
 * @throws {UnauthenticatedError} when the account was deleted after the caller's token was issued
 */
export async function lockUser(id: number, manager: EntityManager): Promise<UserEntity> {
  const user = await manager.findOne(UserEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (user === null) throw new UnauthenticatedError();
  return user;
}
