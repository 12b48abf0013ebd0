import { z } from 'zod';
import { integerParameter, visibleText } from '../../platform/http/text.schema.ts';
import type { PasskeyEntity } from './passkey.entity.ts';
import { assertionResponseSchema, registrationResponseSchema } from './webauthn.schemas.ts';

export const newPasskeySchema = z
  .strictObject({
    name: visibleText(1, 50).meta({ description: 'The name that the user gives it.', example: 'Work laptop' }),
    response: registrationResponseSchema,
  })
  .meta({ id: 'NewPasskey' });
export type NewPasskey = z.infer<typeof newPasskeySchema>;

export const passkeySignInSchema = z.strictObject({ response: assertionResponseSchema }).meta({ id: 'PasskeySignIn' });
export type PasskeySignIn = z.infer<typeof passkeySignInSchema>;

export const passkeySchema = z
  .object({
    id: z.int().min(1),
    name: z.string(),
    created_at: z.iso.datetime(),
    last_used_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Passkey' });
export type Passkey = z.infer<typeof passkeySchema>;

export const passkeysSchema = z.object({ items: z.array(passkeySchema) }).meta({ id: 'Passkeys' });
export type Passkeys = z.infer<typeof passkeysSchema>;

export const passkeyIdSchema = integerParameter(1, Number.MAX_SAFE_INTEGER);

/** A passkey as its user sees it. */
export function toPasskey({ id, name, created_at, last_used_at }: PasskeyEntity): Passkey {
  return {
    id,
    name,
    created_at: created_at.toISOString(),
    last_used_at: last_used_at?.toISOString() ?? null,
  };
}
