import * as fields from '@taskyard/contracts/fields';
import * as z from 'zod/mini';

/** The same limits as the API, so that most mistakes are named before anything is sent. */
export const username = z
  .string()
  .check(
    z.minLength(fields.username.minLength, `Use at least ${fields.username.minLength} characters`),
    z.maxLength(fields.username.maxLength, `Use at most ${fields.username.maxLength} characters`),
    z.regex(fields.username.characters, 'Use letters, digits, dots, underscores and hyphens only'),
  );

export const email = z
  .string()
  .check(
    z.trim(),
    z.minLength(1, 'Enter your email address'),
    z.maxLength(fields.email.maxLength, `Use at most ${fields.email.maxLength} characters`),
    z.email({ pattern: fields.email.pattern, error: 'Enter an address such as ada@example.com' }),
  );

export const newPassword = z
  .string()
  .check(
    z.minLength(fields.password.minLength, `Use at least ${fields.password.minLength} characters`),
    z.maxLength(fields.password.maxLength, `Use at most ${fields.password.maxLength} characters`),
  );

export const registrationSchema = z.object({ username, email, password: newPassword });

export const addressSchema = z.object({ email });

export const newPasswordSchema = z.object({ new_password: newPassword });

export const passwordChangeSchema = z.object({
  current_password: z.string().check(z.minLength(1, 'Enter your current password')),
  new_password: newPassword,
});

export const credentialsSchema = z.object({
  username: z
    .string()
    .check(z.trim(), z.minLength(1, 'Enter your username or email'), z.maxLength(100, 'Use at most 100 characters')),
  password: z.string().check(z.minLength(1, 'Enter your password'), z.maxLength(128, 'Use at most 128 characters')),
});

export type Registration = z.infer<typeof registrationSchema>;
export type Credentials = z.infer<typeof credentialsSchema>;
export type Address = z.infer<typeof addressSchema>;
export type NewPassword = z.infer<typeof newPasswordSchema>;
export type PasswordChange = z.infer<typeof passwordChangeSchema>;
