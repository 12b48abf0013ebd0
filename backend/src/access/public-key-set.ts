import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ConfigurationError } from '../config/configuration-error.ts';

const minimumModulusBits = 2048;

const publicJwkSchema = z.strictObject({
  kty: z.literal('RSA'),
  kid: z.string().regex(/^[A-Za-z0-9_-]{1,128}$/),
  alg: z.literal('RS256'),
  use: z.literal('sig'),
  n: z.string().min(1),
  e: z.string().min(1),
});

export const jsonWebKeySetSchema = z.object({ keys: z.array(publicJwkSchema).min(1) }).meta({ id: 'JsonWebKeySet' });

export type JsonWebKeySet = z.infer<typeof jsonWebKeySetSchema>;

/** The keys that access tokens are verified with. */
export interface PublicKeySet {
  /** As published at `/api/auth/.well-known/jwks.json`. */
  readonly document: JsonWebKeySet;
  /** Keys by `kid`, parsed once: parsing costs more than verifying. */
  readonly byKid: ReadonlyMap<string, KeyObject>;
}

/**
 * Reads a JSON Web Key Set (RFC 7517) of public RSA keys.
 * @throws {ConfigurationError} when the file cannot be used; a private member is one of the reasons
 */
export function readPublicKeySet(file: string): PublicKeySet {
  const parsed = jsonWebKeySetSchema.safeParse(readJson(file, 'JWT_PUBLIC_KEYS_FILE'));
  if (!parsed.success) {
    throw new ConfigurationError([
      'JWT_PUBLIC_KEYS_FILE must hold {"keys": […]} of RS256 signature keys with kty, kid, alg, use, n and e alone; ' +
        'private members are refused',
    ]);
  }
  const byKid = new Map(
    parsed.data.keys.map((jwk) => [jwk.kid, checkedSize(createPublicKey({ key: jwk, format: 'jwk' }), jwk.kid)]),
  );
  return { document: parsed.data, byKid };
}

/** Reads a JSON file that a setting names; the error tells the setting, never the content. */
export function readJson(file: string, setting: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    throw new ConfigurationError([`${setting} names ${file}, which ${reason}`]);
  }
}

/** @throws {ConfigurationError} for RSA keys under 2048 bits, too short for RS256 (RFC 7518, 3.3) */
export function checkedSize(key: KeyObject, kid: string): KeyObject {
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits >= minimumModulusBits) return key;
  throw new ConfigurationError([`Key ${kid} has ${bits} bits; at least ${minimumModulusBits} are needed`]);
}
