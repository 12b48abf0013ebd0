import type { EntityManager } from 'typeorm';
import { UnauthenticatedError } from '../../platform/http/http.errors.ts';
import { lockUser } from '../accounts/lock-user.ts';
import type { UserEntity } from '../accounts/user.entity.ts';
import { SessionEntity } from './session.entity.ts';
import type { SignedInUser } from './signed-in.guard.ts';

/**
 * {@link lockUser} for what opens the account or its tasks for longer than the session that asks for it. Whoever takes
 * everything back, by a new password, holds the same row: what they overtook must not be handed out after it.
 *
 * @throws {UnauthenticatedError} when the session has ended since the guard looked
 */
export async function lockSignedInUser({ user, sessionId }: SignedInUser, manager: EntityManager): Promise<UserEntity> {
  const locked = await lockUser(user.id, manager);
  const alive = await manager.existsBy(SessionEntity, { id: sessionId, user_id: user.id });
  if (!alive) throw new UnauthenticatedError();
  return locked;
}
