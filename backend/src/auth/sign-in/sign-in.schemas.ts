import { z } from 'zod';
import { text } from '../../platform/http/text.schema.ts';
import { enteredPassword } from '../passwords/password.schemas.ts';

function login() {
  return text(1, 100).meta({ description: 'The username or the email.' });
}

function code() {
  return text(1, 32).meta({
    description: 'The one-time code or a recovery code, for accounts with two-step verification.',
  });
}

export const credentialsSchema = z
  .strictObject({
    username: login(),
    password: enteredPassword(),
    code: code().optional(),
  })
  .meta({ id: 'Credentials' });
export type Credentials = z.infer<typeof credentialsSchema>;

const confirmationMessage = 'must have either password or code';

export const sessionConfirmationSchema = z
  .strictObject({
    password: enteredPassword().optional(),
    code: code().optional(),
  })
  .refine(({ password, code }) => (password === undefined) !== (code === undefined), confirmationMessage)
  .meta({ id: 'SessionConfirmation', minProperties: 1, maxProperties: 1 });
export type SessionConfirmation = z.infer<typeof sessionConfirmationSchema>;

export const unlockRequestSchema = z.strictObject({ username: login() }).meta({ id: 'UnlockRequest' });
export type UnlockRequest = z.infer<typeof unlockRequestSchema>;

export const unlockSchema = z
  .strictObject({ token: text(1, 100).meta({ description: 'The `token` of the link that was mailed.' }) })
  .meta({ id: 'Unlock' });
export type Unlock = z.infer<typeof unlockSchema>;
