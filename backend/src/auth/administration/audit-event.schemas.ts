import { z } from 'zod';
import { idPageShape, nextCursorSchema } from '../../platform/http/id-page.schema.ts';
import { integerParameter } from '../../platform/http/text.schema.ts';
import { auditActions } from '../audit/audit-actions.ts';

const userReferenceSchema = z
  .object({
    id: z.int().min(1).nullable().meta({ description: 'Null for a user who was deleted before ids were kept.' }),
    username: z.string().meta({ description: 'As of the event.' }),
    deleted: z.boolean().meta({ description: 'Whether the user has been deleted since.' }),
  })
  .meta({ id: 'UserReference' });

const auditEventSchema = z
  .object({
    id: z.int().min(1),
    occurred_at: z.iso.datetime(),
    action: z.enum(auditActions),
    actor: userReferenceSchema.nullable().meta({ description: 'The user who did it; null for the system.' }),
    subject: userReferenceSchema.nullable().meta({ description: 'The user it happened to; null if there is none.' }),
    correlation_id: z.string().nullable().meta({ description: '`X-Request-Id` of the request that caused it.' }),
  })
  .meta({ id: 'AuditEvent' });
export type UserReference = z.infer<typeof userReferenceSchema>;
export type AuditEvent = z.infer<typeof auditEventSchema>;

export const auditQuerySchema = z.strictObject({
  user: integerParameter(1, Number.MAX_SAFE_INTEGER)
    .optional()
    .meta({ description: 'Only events that the user with this id caused or that happened to this user.' }),
  ...idPageShape,
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;

export const auditPageSchema = z
  .object({
    items: z.array(auditEventSchema),
    next_cursor: nextCursorSchema,
  })
  .meta({ id: 'AuditPage' });
export type AuditPage = z.infer<typeof auditPageSchema>;
