import { z } from 'zod';
import { sessionSummarySchema } from '../sessions/session.schemas.ts';
import { accountSchema } from './account.schemas.ts';

const instant = z.iso.datetime();

/** Everything auth keeps about a person, save what only serves to check a secret: hashes, keys and one-time codes. */
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
        by_you: z.boolean().meta({ description: 'False for what an admin or the system did.' }),
        to_you: z.boolean().meta({ description: 'False for what you did to somebody else.' }),
        correlation_id: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'AccountExport' });
export type AccountExport = z.infer<typeof accountExportSchema>;
