import { credentialName } from '@taskyard/contracts/fields';
import { type PersonalTokenScope, personalTokenScopes } from '@taskyard/contracts/scopes';
import * as z from 'zod/mini';
import { email, existingPassword as password, username } from '@/lib/session/account-schema';

const name = z
  .string()
  .check(
    z.trim(),
    z.minLength(1, 'Enter a name that you will recognise'),
    z.maxLength(credentialName.maxLength, `Use at most ${credentialName.maxLength} characters`),
  );

export const profileSchema = z.object({ username, email, password });
export type Profile = z.infer<typeof profileSchema>;

export const codeSchema = z.object({
  code: z.pipe(
    z.string(),
    z.pipe(
      // Apps show the digits in groups, and users copy the spaces.
      z.transform((code: string) => code.replace(/\s/g, '')),
      z.string().check(z.regex(/^\d{6}$/, 'Enter the six digits that your app shows')),
    ),
  ),
});
export type Code = z.infer<typeof codeSchema>;

export const passkeySchema = z.object({ name, password });
export type NewPasskey = z.infer<typeof passkeySchema>;

export const scopeLabels: Readonly<Record<PersonalTokenScope, { readonly label: string; readonly hint: string }>> = {
  'tasks:read': { label: 'Read tasks', hint: 'Read lists, tasks and counts.' },
  'tasks:write': { label: 'Change tasks', hint: 'Add, edit, complete and delete tasks.' },
};

/** Days; short ones first, because a forgotten token should expire soon. */
export const tokenLifetimes = [7, 30, 90, 365] as const;

export const tokenSchema = z.object({
  name,
  scopes: z.array(z.enum(personalTokenScopes)).check(z.minLength(1, 'Choose at least one permission')),
  expires_in_days: z.number(),
});
export type NewToken = z.infer<typeof tokenSchema>;
