import { z } from 'zod';
import { text } from '../../platform/http/text.schema.ts';
import { enteredPassword, newPassword } from '../passwords/password.schemas.ts';
import { email, username } from '../users/user.schemas.ts';

export const registrationSchema = z
  .strictObject({ username, email, password: newPassword() })
  .meta({ id: 'Registration' });
export type Registration = z.infer<typeof registrationSchema>;

export const accountChangesSchema = z
  .strictObject({ username: username.optional(), email: email.optional(), password: enteredPassword() })
  .refine(
    (changes) => changes.username !== undefined || changes.email !== undefined,
    'must have a username or an email to change',
  )
  .meta({ id: 'AccountChanges', minProperties: 2 });
export type AccountChanges = z.infer<typeof accountChangesSchema>;

export const passwordChangeSchema = z
  .strictObject({
    current_password: enteredPassword(),
    new_password: newPassword(),
    remove_passkeys: z
      .array(z.int('must be the id of a passkey').min(1, 'must be the id of a passkey'), 'must be a list of ids')
      .max(20, 'must have at most 20 ids')
      .optional()
      .meta({ description: 'The ids of your passkeys to remove as well. Passkeys sign in without the password.' }),
  })
  .meta({ id: 'PasswordChange' });
export type PasswordChange = z.infer<typeof passwordChangeSchema>;

const token = text(1, 100).meta({ description: 'The `token` in the fragment of the link that was mailed.' });

export const ownEmailVerificationSchema = z.strictObject({ token }).meta({ id: 'OwnEmailVerification' });
export type OwnEmailVerification = z.infer<typeof ownEmailVerificationSchema>;

export const emailVerificationSchema = z
  .strictObject({ token, password: enteredPassword() })
  .meta({ id: 'EmailVerification' });
export type EmailVerification = z.infer<typeof emailVerificationSchema>;

export const passwordResetRequestSchema = z.strictObject({ email }).meta({ id: 'PasswordResetRequest' });
export type PasswordResetRequest = z.infer<typeof passwordResetRequestSchema>;

export const passwordResetSchema = z.strictObject({ token, new_password: newPassword() }).meta({ id: 'PasswordReset' });
export type PasswordReset = z.infer<typeof passwordResetSchema>;
