import { z } from 'zod';
import { integerParameter, text } from '../../platform/http/text.schema.ts';
import { accountSchema } from '../accounts/account.schemas.ts';
import { enteredPassword } from '../passwords/password.schemas.ts';

export const credentialsSchema = z
  .strictObject({
    username: text(1, 100).meta({ description: 'The username or the e-mail address.' }),
    password: enteredPassword(),
    code: text(1, 32).optional().meta({
      description: 'The one-time code, or a recovery code, of accounts that have a second factor.',
    }),
  })
  .meta({ id: 'Credentials' });
export type Credentials = z.infer<typeof credentialsSchema>;

export const tokensSchema = z
  .object({
    token: z.string().meta({ description: 'Send it as `Authorization: Bearer <token>`.' }),
    token_type: z.literal('Bearer'),
    expires_in: z.int().min(1).meta({ description: 'Seconds.' }),
    refresh_token: z.string().meta({ description: 'Good for one exchange at `/api/auth/refresh`.' }),
    refresh_expires_in: z.int().min(0).meta({ description: 'Seconds until it is refused unless it is used before.' }),
    user: accountSchema,
  })
  .meta({ id: 'Tokens' });
export type Tokens = z.infer<typeof tokensSchema>;

export const refreshSchema = z.strictObject({ refresh_token: text(1, 200) }).meta({ id: 'Refresh' });
export type Refresh = z.infer<typeof refreshSchema>;

export const sessionSchema = z
  .object({
    user: accountSchema,
    expires_at: z.iso.datetime().meta({ description: 'When it ends unless it is used before.' }),
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof sessionSchema>;

export const sessionSummarySchema = z
  .object({
    id: z.int().min(1),
    device: z.string().meta({ example: 'Firefox on Linux' }),
    address: z.string(),
    current: z.boolean().meta({ description: 'Whether this is the session that asks.' }),
    created_at: z.iso.datetime(),
    last_used_at: z.iso.datetime(),
    expires_at: z.iso.datetime(),
  })
  .meta({ id: 'SessionSummary' });

export const sessionListSchema = z.object({ items: z.array(sessionSummarySchema) }).meta({ id: 'SessionList' });
export type SessionList = z.infer<typeof sessionListSchema>;

export const sessionIdSchema = integerParameter(1, Number.MAX_SAFE_INTEGER);

export const endSessionsSchema = z.strictObject({
  keep: z.literal('current', 'must be current').optional().meta({ description: 'Leave this device signed in.' }),
});
export type EndSessions = z.infer<typeof endSessionsSchema>;
