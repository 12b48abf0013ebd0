import { z } from 'zod';
import { roles } from '../../platform/access/identity.ts';
import { oneOf } from '../../platform/config/one-of.schema.ts';
import { idPageShape, nextCursorSchema } from '../../platform/http/id-page.schema.ts';
import { integerParameter, text } from '../../platform/http/text.schema.ts';

const role = oneOf(roles);

export const personSchema = z
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
      .meta({ description: 'When one of the sessions was last renewed; null without sessions.' }),
    sessions: z.int().min(0).meta({ description: 'On how many devices the person is signed in.' }),
  })
  .meta({ id: 'Person' });
export type Person = z.infer<typeof personSchema>;

export const personIdSchema = integerParameter(1, Number.MAX_SAFE_INTEGER);

export const peopleQuerySchema = z.strictObject({
  q: text(1, 100)
    .optional()
    .meta({ description: 'Text that the username or the e-mail address has, whatever the case.' }),
  role: role.optional(),
  state: oneOf(['enabled', 'disabled']).optional(),
  ...idPageShape,
});
export type PeopleQuery = z.infer<typeof peopleQuerySchema>;

export const peoplePageSchema = z
  .object({
    items: z.array(personSchema),
    next_cursor: nextCursorSchema,
  })
  .meta({ id: 'PeoplePage' });
export type PeoplePage = z.infer<typeof peoplePageSchema>;

export const personChangesSchema = z
  .strictObject({
    role,
    disabled: z.boolean('must be true or false').meta({ description: 'Keep the person out, or let them in again.' }),
  })
  .exactPartial()
  .refine((changes) => Object.keys(changes).length > 0, 'must have at least one field to change')
  .meta({ id: 'PersonChanges', minProperties: 1 });
export type PersonChanges = z.infer<typeof personChangesSchema>;
