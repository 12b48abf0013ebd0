import { type PersonalTokenScope, personalTokenScopes } from '@taskyard/contracts/scopes';
import * as z from 'zod/mini';
import { email, username } from '@/lib/session/account-schema';

const password = z
  .string()
  .check(z.minLength(1, 'Enter your password'), z.maxLength(128, 'Use at most 128 characters'));

const name = z
  .string()
  .check(z.trim(), z.minLength(1, 'Give it a name you will recognise'), z.maxLength(50, 'Use at most 50 characters'));

/** The password once more, before something that a stranger at an open laptop should not do. */
export const confirmationSchema = z.object({ password });
export type Confirmation = z.infer<typeof confirmationSchema>;

export const profileSchema = z.object({ username, email, password });
export type Profile = z.infer<typeof profileSchema>;

export const codeSchema = z.object({
  code: z.pipe(
    z.string(),
    z.pipe(
      // Apps show the digits in groups.
      z.transform((code: string) => code.replace(/\s/g, '')),
      z.string().check(z.regex(/^\d{6}$/, 'Enter the six digits your app shows')),
    ),
  ),
});
export type Code = z.infer<typeof codeSchema>;

export const passkeySchema = z.object({ name, password });
export type NewPasskey = z.infer<typeof passkeySchema>;

export const scopeLabels: Readonly<Record<PersonalTokenScope, { readonly label: string; readonly hint: string }>> = {
  'tasks:read': { label: 'Read tasks', hint: 'See lists, tasks and counts.' },
  'tasks:write': { label: 'Change tasks', hint: 'Add, edit, complete and delete tasks.' },
};

/** Days; short first, because a forgotten token should stop by itself. */
export const tokenLifetimes = [7, 30, 90, 365] as const;

export const tokenSchema = z.object({
  name,
  scopes: z.array(z.enum(personalTokenScopes)).check(z.minLength(1, 'Choose at least one')),
  expires_in_days: z.number(),
});
export type NewToken = z.infer<typeof tokenSchema>;
