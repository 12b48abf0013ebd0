import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { ConfigurationError } from '../config/configuration-error.ts';

/** How far the clocks of the signing and the verifying processes may differ, in seconds. */
export const clockToleranceSeconds = 5;

const minimumModulusBits = 2048;

export const kidSchema = z.string().regex(/^[A-Za-z0-9_-]{1,128}$/);

const publicJwkSchema = z.strictObject({
  kty: z.literal('RSA'),
  kid: kidSchema,
  alg: z.literal('RS256'),
  use: z.literal('sig'),
  n: z.string().min(1),
  e: z.string().min(1),
});

export const jsonWebKeySetSchema = z.object({ keys: z.array(publicJwkSchema).min(1) }).meta({ id: 'JsonWebKeySet' });

export type JsonWebKeySet = z.infer<typeof jsonWebKeySetSchema>;

/** The keys that verify access tokens. */
export interface PublicKeySet {
  /** As published at `/api/auth/.well-known/jwks.json`. */
  readonly document: JsonWebKeySet;
  /** The HTTP entity tag of the document, quotes included. */
  readonly entityTag: string;
  /** The keys by `kid`. Parsed once, because parsing costs more than verifying. */
  readonly byKid: ReadonlyMap<string, KeyObject>;
}

/**
 * Reads a JSON Web Key Set (RFC 7517) of public RSA keys.
 * @param json the content of `JWT_PUBLIC_KEYS_FILE`
 * @throws {ConfigurationError} when it is not valid, for example because it has a private member
 */
export function parsePublicKeySet(json: unknown): PublicKeySet {
  const { data: document } = jsonWebKeySetSchema.safeParse(json);
  if (document === undefined) {
    throw new ConfigurationError([
      'JWT_PUBLIC_KEYS_FILE must contain {"keys": […]} with RS256 signature keys that have only kty, kid, alg, use, n and e; ' +
        'private members are refused',
    ]);
  }
  const byKid = new Map(
    document.keys.map((jwk) => [jwk.kid, requireKeySize(createPublicKey({ key: jwk, format: 'jwk' }), jwk.kid)]),
  );
  const entityTag = `"${createHash('sha256').update(JSON.stringify(document)).digest('base64url')}"`;
  return { document, entityTag, byKid };
}

/** @throws {ConfigurationError} for an RSA key under 2048 bits, which is too short for RS256 (RFC 7518, section 3.3) */
export function requireKeySize(key: KeyObject, kid: string): KeyObject {
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits >= minimumModulusBits) return key;
  throw new ConfigurationError([`Key ${kid} has ${bits} bits; at least ${minimumModulusBits} are needed`]);
}
