import { z } from 'zod';
import { sessionSummarySchema } from '../sessions/session.schemas.ts';
import { accountSchema } from '../users/user.schemas.ts';

const instant = z.iso.datetime();

/**
 * Everything that auth stores about a user, except hashes, keys and one-time codes, which only serve to check secrets.
 */
export const accountExportSchema = z
  .object({
    exported_at: instant,
    account: accountSchema,
    sessions: z.array(sessionSummarySchema),
    passkeys: z.array(
      z.object({ id: z.int().min(1), name: z.string(), created_at: instant, last_used_at: instant.nullable() }),
    ),
    tokens: z.array(
      z.object({
        id: z.int().min(1),
        name: z.string(),
        hint: z.string(),
        scopes: z.array(z.string()),
        created_at: instant,
        expires_at: instant,
        last_used_at: instant.nullable(),
      }),
    ),
    audit_events: z.array(
      z.object({
        occurred_at: instant,
        action: z.string(),
        by_you: z.boolean().meta({ description: 'False if an admin or the system did it.' }),
        to_you: z.boolean().meta({ description: 'False if it happened to another user.' }),
        correlation_id: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'AccountExport' });
export type AccountExport = z.infer<typeof accountExportSchema>;
