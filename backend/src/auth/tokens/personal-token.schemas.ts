import { personalTokenScopes } from '@taskyard/contracts/scopes';
import { z } from 'zod';
import { oneOf } from '../../platform/config/field.schemas.ts';
import { integerParameter, visibleText } from '../../platform/http/text.schema.ts';

const maximumLifetimeDays = 366;

const scopesMeta = {
  description:
    '`tasks:read` reads lists and tasks, `tasks:write` adds, changes and deletes them. Neither includes the other, but ' +
    'the response to a write contains the task.',
};

const personalTokenSchema = z
  .object({
    id: z.int().min(1),
    name: z.string(),
    hint: z.string().meta({ description: 'The last four characters, to tell tokens apart.' }),
    scopes: z.array(z.enum(personalTokenScopes)).meta(scopesMeta),
    created_at: z.iso.datetime(),
    expires_at: z.iso.datetime(),
    last_used_at: z.iso.datetime().nullable().meta({ description: 'To the minute.' }),
  })
  .meta({ id: 'PersonalToken' });
export type PersonalToken = z.infer<typeof personalTokenSchema>;

export const personalTokensSchema = z.object({ items: z.array(personalTokenSchema) }).meta({ id: 'PersonalTokens' });
export type PersonalTokens = z.infer<typeof personalTokensSchema>;

export const newPersonalTokenSchema = z
  .strictObject({
    name: visibleText(1, 50).meta({ example: 'Backup script' }),
    scopes: z
      .array(oneOf(personalTokenScopes))
      .min(1, 'must have at least one scope')
      .refine((scopes) => new Set(scopes).size === scopes.length, 'must have each scope once')
      .meta({ ...scopesMeta, uniqueItems: true }),
    expires_in_days: z
      .int('must be a whole number')
      .min(1, `must be from 1 to ${maximumLifetimeDays}`)
      .max(maximumLifetimeDays, `must be from 1 to ${maximumLifetimeDays}`),
  })
  .meta({ id: 'NewPersonalToken' });
export type NewPersonalToken = z.infer<typeof newPersonalTokenSchema>;

export const createdPersonalTokenSchema = personalTokenSchema
  .extend({
    token: z.string().meta({ description: 'Shown only once. Send it as `Authorization: Bearer <token>`.' }),
  })
  .meta({ id: 'CreatedPersonalToken' });
export type CreatedPersonalToken = z.infer<typeof createdPersonalTokenSchema>;

export const personalTokenIdSchema = integerParameter(1, Number.MAX_SAFE_INTEGER);
