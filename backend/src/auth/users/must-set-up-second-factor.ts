import type { Environment } from '../../platform/config/environment.ts';
import type { UserEntity } from './user.entity.ts';

/** Whether a user's role requires two-step verification, and the user has not set it up yet. A passkey does not replace it. */
export function mustSetUpSecondFactor(
  { role, second_factor_at }: Pick<UserEntity, 'role' | 'second_factor_at'>,
  { SECOND_FACTOR_REQUIRED_ROLES }: Pick<Environment, 'SECOND_FACTOR_REQUIRED_ROLES'>,
): boolean {
  return second_factor_at === null && SECOND_FACTOR_REQUIRED_ROLES.includes(role);
}
