import { z } from 'zod';
import { text } from '../http/text.schema.ts';

const username = z
  .string()
  .regex(/^[A-Za-z0-9._-]{3,50}$/, 'must have 3 to 50 characters: letters, digits, dot, underscore or hyphen')
  .meta({ minLength: 3, maxLength: 50, example: 'ada.lovelace' });

const email = z
  .email('must be an e-mail address')
  .max(100, 'must have at most 100 characters')
  .meta({ example: 'ada@example.com' });

export const registerSchema = z
  .strictObject({ username, email, password: text(8, 128).meta({ format: 'password' }) })
  .meta({ id: 'Registration' });
export type Registration = z.infer<typeof registerSchema>;

export const credentialsSchema = z
  .strictObject({
    username: text(1, 100).meta({ description: 'The username or the e-mail address.' }),
    password: text(1, 128).meta({ format: 'password' }),
  })
  .meta({ id: 'Credentials' });
export type Credentials = z.infer<typeof credentialsSchema>;

export const confirmationSchema = z
  .strictObject({ password: text(1, 128).meta({ format: 'password' }) })
  .meta({ id: 'Confirmation' });
export type Confirmation = z.infer<typeof confirmationSchema>;

export const userSchema = z
  .object({ id: z.int().min(1), username: z.string(), email: z.string(), created_at: z.iso.datetime() })
  .meta({ id: 'User' });
export type User = z.infer<typeof userSchema>;

export const loginSchema = z
  .object({
    token: z.string().meta({ description: 'Send it as `Authorization: Bearer <token>`.' }),
    token_type: z.literal('Bearer'),
    expires_in: z.int().min(1).meta({ description: 'Seconds.' }),
    user: userSchema,
  })
  .meta({ id: 'Login' });
export type Login = z.infer<typeof loginSchema>;

export const sessionSchema = z.object({ user: userSchema, expires_at: z.iso.datetime() }).meta({ id: 'Session' });
export type Session = z.infer<typeof sessionSchema>;
