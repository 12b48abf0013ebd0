import * as fields from '@taskyard/contracts/fields';
import { z } from 'zod';
import { roles } from '../../platform/access/principal.ts';
import type { Environment } from '../../platform/config/environment.ts';
import { usernameText } from '../../platform/config/field.schemas.ts';
import { mustSetUpSecondFactor } from './must-set-up-second-factor.ts';
import type { UserEntity } from './user.entity.ts';

export const username = usernameText().meta({
  minLength: fields.username.minLength,
  maxLength: fields.username.maxLength,
  example: 'ada.lovelace',
});

export const email = z
  .email({ pattern: fields.email.pattern, error: 'must be an email such as ada@example.com' })
  .max(fields.email.maxLength, `must have at most ${fields.email.maxLength} characters`)
  .meta({ example: 'ada@example.com' });

export const accountSchema = z
  .object({
    id: z.int().min(1),
    username: z.string(),
    email: z.string(),
    email_verified: z.boolean(),
    role: z.enum(roles),
    second_factor: z
      .boolean()
      .meta({ description: 'Whether signing in with the password also takes a one-time code.' }),
    must_change_password: z
      .boolean()
      .meta({ description: 'Whether the user must change the password before doing anything else.' }),
    must_set_up_second_factor: z
      .boolean()
      .meta({ description: 'Whether the user must set up two-step verification before doing anything else.' }),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Account' });
export type Account = z.infer<typeof accountSchema>;

/** A user as that user sees their own account. */
export function toAccount(user: UserEntity, environment: Pick<Environment, 'SECOND_FACTOR_REQUIRED_ROLES'>): Account {
  const { id, username, email, role, must_change_password } = user;
  return {
    id,
    username,
    email,
    email_verified: user.email_verified_at !== null,
    role,
    second_factor: user.second_factor_at !== null,
    must_change_password,
    must_set_up_second_factor: mustSetUpSecondFactor(user, environment),
    created_at: user.created_at.toISOString(),
  };
}
