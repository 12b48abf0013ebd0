import { z } from 'zod';
import { integerParameter, text } from '../../platform/http/text.schema.ts';
import { accountSchema } from '../users/user.schemas.ts';
import type { SessionTokens } from './sessions.service.ts';

export const tokensSchema = z
  .object({
    token: z.string().meta({ description: 'Send it as `Authorization: Bearer <token>`.' }),
    token_type: z.literal('Bearer'),
    expires_in: z.int().min(1).meta({ description: 'Seconds.' }),
    refresh_token: z.string().meta({ description: 'Good for one exchange at `/api/auth/refresh`.' }),
    refresh_expires_in: z
      .int()
      .min(0)
      .meta({ description: 'Seconds until the refresh token expires, unless it is used before.' }),
    user: accountSchema,
  })
  .meta({ id: 'Tokens' });
export type Tokens = z.infer<typeof tokensSchema>;

export const refreshSchema = z.strictObject({ refresh_token: text(1, 200) }).meta({ id: 'Refresh' });
export type Refresh = z.infer<typeof refreshSchema>;

export const sessionSchema = z
  .object({
    user: accountSchema,
    expires_at: z.iso.datetime().meta({ description: 'When the session expires, unless it is refreshed before.' }),
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof sessionSchema>;

export const sessionSummarySchema = z
  .object({
    id: z.int().min(1),
    device: z.string().meta({ example: 'Firefox on Linux' }),
    address: z.string(),
    current: z.boolean().meta({ description: 'Whether this is the session of the request.' }),
    created_at: z.iso.datetime(),
    last_used_at: z.iso.datetime(),
    expires_at: z.iso.datetime(),
  })
  .meta({ id: 'SessionSummary' });

export const sessionListSchema = z.object({ items: z.array(sessionSummarySchema) }).meta({ id: 'SessionList' });
export type SessionList = z.infer<typeof sessionListSchema>;

export const sessionIdSchema = integerParameter(1, Number.MAX_SAFE_INTEGER);

export const endSessionsSchema = z.strictObject({
  keep: z.literal('current', 'must be current').optional().meta({ description: 'Keep the session of the request.' }),
});
export type EndSessions = z.infer<typeof endSessionsSchema>;

export function toTokens({ accessToken, accessTtl, refreshToken, refreshTtl, account }: SessionTokens): Tokens {
  return {
    token: accessToken,
    token_type: 'Bearer',
    expires_in: accessTtl,
    refresh_token: refreshToken,
    refresh_expires_in: refreshTtl,
    user: account,
  };
}
