import { z } from 'zod';
import { roles } from '../../platform/access/principal.ts';
import { oneOf } from '../../platform/config/field.schemas.ts';
import { idPageShape, nextCursorSchema } from '../../platform/http/id-page.schema.ts';
import { integerParameter, text } from '../../platform/http/text.schema.ts';

const role = oneOf(roles);

export const userSchema = z
  .object({
    id: z.int().min(1),
    username: z.string(),
    email: z.string(),
    email_verified: z.boolean(),
    role: z.enum(roles),
    disabled: z.boolean(),
    second_factor: z.boolean(),
    created_at: z.iso.datetime(),
    last_seen_at: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'When one of the sessions was last refreshed; null without sessions.' }),
    sessions: z.int().min(0).meta({ description: 'How many active sessions the user has.' }),
  })
  .meta({ id: 'User' });
export type User = z.infer<typeof userSchema>;

export const userIdSchema = integerParameter(1, Number.MAX_SAFE_INTEGER);

export const userQuerySchema = z.strictObject({
  q: text(1, 100).optional().meta({ description: 'Text that the username or the email contains, in any case.' }),
  role: role.optional(),
  state: oneOf(['enabled', 'disabled']).optional(),
  ...idPageShape,
});
export type UserQuery = z.infer<typeof userQuerySchema>;

export const userPageSchema = z
  .object({
    items: z.array(userSchema),
    next_cursor: nextCursorSchema,
  })
  .meta({ id: 'UserPage' });
export type UserPage = z.infer<typeof userPageSchema>;

export const userChangesSchema = z
  .strictObject({
    role,
    disabled: z.boolean('must be true or false').meta({ description: 'Whether the user is kept from signing in.' }),
  })
  .exactPartial()
  .refine((changes) => Object.keys(changes).length > 0, 'must have at least one field to change')
  .meta({ id: 'UserChanges', minProperties: 1 });
export type UserChanges = z.infer<typeof userChangesSchema>;
