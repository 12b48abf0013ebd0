import type { EntityManager } from 'typeorm';
import { UnauthenticatedError } from '../../http/http.errors.ts';
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
