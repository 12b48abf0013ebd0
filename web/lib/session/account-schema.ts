import * as fields from '@taskyard/contracts/fields';
import * as z from 'zod/mini';

/** The same limits as the API's, so that most mistakes are shown before anything is sent. */
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
    z.minLength(1, 'Enter your email'),
    z.maxLength(fields.email.maxLength, `Use at most ${fields.email.maxLength} characters`),
    z.email({ pattern: fields.email.pattern, error: 'Enter an email such as ada@example.com' }),
  );

const newPassword = z
  .string()
  .check(
    z.minLength(fields.password.minLength, `Use at least ${fields.password.minLength} characters`),
    z.maxLength(fields.password.maxLength, `Use at most ${fields.password.maxLength} characters`),
  );

/** A password that already exists. It may be older than the rules for new ones, so only its size is checked. */
export const existingPassword = z
  .string()
  .check(
    z.minLength(1, 'Enter your password'),
    z.maxLength(fields.password.maxLength, `Use at most ${fields.password.maxLength} characters`),
  );

/** The password again, before an action that must not be possible for another person at this computer. */
export const passwordConfirmationSchema = z.object({ password: existingPassword });

export const registrationSchema = z.object({ username, email, password: newPassword });

export const emailSchema = z.object({ email });

export const newPasswordSchema = z.object({ new_password: newPassword });

export const passwordChangeSchema = z.object({
  current_password: z.string().check(z.minLength(1, 'Enter your current password')),
  new_password: newPassword,
});

/** The email is the longer of the two names. */
export const credentialsSchema = z.object({
  username: z
    .string()
    .check(
      z.trim(),
      z.minLength(1, 'Enter your username or email'),
      z.maxLength(fields.email.maxLength, `Use at most ${fields.email.maxLength} characters`),
    ),
  password: existingPassword,
});

export type PasswordConfirmation = z.infer<typeof passwordConfirmationSchema>;
export type Registration = z.infer<typeof registrationSchema>;
export type Credentials = z.infer<typeof credentialsSchema>;
export type EmailValues = z.infer<typeof emailSchema>;
export type NewPassword = z.infer<typeof newPasswordSchema>;
export type PasswordChange = z.infer<typeof passwordChangeSchema>;
