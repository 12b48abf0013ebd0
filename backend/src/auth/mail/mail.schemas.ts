import { z } from 'zod';
import { text } from '../../platform/http/text.schema.ts';
import { email } from '../accounts/account.schemas.ts';
import { newPassword } from '../passwords/password.schemas.ts';

const token = text(1, 100).meta({ description: 'The `token` of the link that was mailed.' });

export const verificationSchema = z.strictObject({ token }).meta({ id: 'EmailVerification' });
export type Verification = z.infer<typeof verificationSchema>;

export const resetRequestSchema = z.strictObject({ email }).meta({ id: 'PasswordResetRequest' });
export type ResetRequest = z.infer<typeof resetRequestSchema>;

export const resetSchema = z.strictObject({ token, new_password: newPassword() }).meta({ id: 'PasswordReset' });
export type Reset = z.infer<typeof resetSchema>;
