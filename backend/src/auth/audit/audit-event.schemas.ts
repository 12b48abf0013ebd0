import { z } from 'zod';
import { idPageShape, nextCursorSchema } from '../../platform/http/id-page.schema.ts';
import { integerParameter } from '../../platform/http/text.schema.ts';
import { auditActions } from './audit-actions.ts';

const nameSchema = z.object({ id: z.int().min(1), username: z.string() }).meta({ id: 'UserReference' });

export const auditEventSchema = z
  .object({
    id: z.int().min(1),
    occurred_at: z.iso.datetime(),
    action: z.enum(auditActions),
    actor: nameSchema.nullable().meta({
      description: 'Who did it; null for the system itself, and once that account is gone.',
    }),
    subject: nameSchema.nullable().meta({ description: 'Whom it happened to.' }),
    correlation_id: z.string().nullable().meta({ description: '`X-Request-Id` of the request that did it.' }),
  })
  .meta({ id: 'AuditEvent' });
export type AuditEvent = z.infer<typeof auditEventSchema>;

export const auditQuerySchema = z.strictObject({
  user: integerParameter(1, Number.MAX_SAFE_INTEGER)
    .optional()
    .meta({ description: 'What the person with this id did, and what happened to them.' }),
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
