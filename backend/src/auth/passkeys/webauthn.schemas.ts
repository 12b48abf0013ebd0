import { z } from 'zod';

// The JSON forms of WebAuthn's dictionaries (Web Authentication Level 3, section 5.1.8), with the members that are used
// here. Browsers send more members and may add others at any time: those are dropped, not refused.

const publicKey = z.literal('public-key');

function base64url(maximum: number) {
  return z
    .string()
    .regex(new RegExp(`^[A-Za-z0-9_-]{1,${maximum}}$`), `must be base64url of 1 to ${maximum} characters`);
}

/** 1,023 bytes, the longest id that authenticators may choose. */
const credentialId = base64url(1364);
/** Mostly the challenge and the origin. */
const clientDataJSON = base64url(4096);

export const registrationResponseSchema = z
  .object({
    id: credentialId,
    rawId: credentialId,
    type: publicKey,
    response: z.object({
      clientDataJSON,
      attestationObject: base64url(16_384),
      transports: z.array(z.string().max(32)).max(16).exactOptional(),
    }),
  })
  .meta({ id: 'PasskeyRegistration', description: 'The result of `navigator.credentials.create()`, as JSON.' });
export type RegistrationResponse = z.infer<typeof registrationResponseSchema>;

export const assertionResponseSchema = z
  .object({
    id: credentialId,
    rawId: credentialId,
    type: publicKey,
    response: z.object({
      clientDataJSON,
      authenticatorData: base64url(4096),
      signature: base64url(4096),
      userHandle: base64url(86).exactOptional(),
    }),
  })
  .meta({ id: 'PasskeyAssertion', description: 'The result of `navigator.credentials.get()`, as JSON.' });
export type AssertionResponse = z.infer<typeof assertionResponseSchema>;

export const creationOptionsSchema = z
  .object({
    rp: z.object({ id: z.string(), name: z.string() }),
    user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
    challenge: z.string(),
    pubKeyCredParams: z.array(z.object({ type: publicKey, alg: z.int() })),
    timeout: z.int().meta({ description: 'Milliseconds.' }),
    excludeCredentials: z.array(
      z.object({ type: publicKey, id: z.string(), transports: z.array(z.string()).exactOptional() }),
    ),
    authenticatorSelection: z.object({
      residentKey: z.literal('required'),
      requireResidentKey: z.literal(true),
      userVerification: z.literal('required'),
    }),
    attestation: z.literal('none'),
  })
  .meta({ id: 'PasskeyCreationOptions', description: 'For `navigator.credentials.create()`, as JSON.' });
export type CreationOptions = z.infer<typeof creationOptionsSchema>;

export const requestOptionsSchema = z
  .object({
    rpId: z.string(),
    challenge: z.string(),
    timeout: z.int().meta({ description: 'Milliseconds.' }),
    userVerification: z.literal('required'),
  })
  .meta({ id: 'PasskeyRequestOptions', description: 'For `navigator.credentials.get()`, as JSON.' });
export type RequestOptions = z.infer<typeof requestOptionsSchema>;
