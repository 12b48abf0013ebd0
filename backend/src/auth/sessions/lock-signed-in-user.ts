import type { EntityManager } from 'typeorm';
import { UnauthenticatedError } from '../../platform/http/http.errors.ts';
import { lockUser } from '../users/lock-user.ts';
import type { UserEntity } from '../users/user.entity.ts';
import { SessionEntity } from './session.entity.ts';
import type { SignedInUser } from './signed-in.guard.ts';

/**
 * {@link lockUser} for issuing something that outlives the session, such as a token or a passkey. A password change
 * locks the same row and ends the session. So nothing is issued once the password was changed.
 *
 * @throws {UnauthenticatedError} when the session ended after the guard had checked it
 */
export async function lockSignedInUser({ user, sessionId }: SignedInUser, manager: EntityManager): Promise<UserEntity> {
  const locked = await lockUser(user.id, manager);
  const alive = await manager.existsBy(SessionEntity, { id: sessionId, user_id: user.id });
  if (!alive) throw new UnauthenticatedError();
  return locked;
}
