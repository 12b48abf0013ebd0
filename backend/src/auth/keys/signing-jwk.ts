import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { keyThumbprint } from '@taskyard/contracts/key-thumbprint';
import { z } from 'zod';
import { type JsonWebKeySet, kidSchema } from '../../platform/access/public-key-set.ts';

const member = z.string().regex(/^[A-Za-z0-9_-]+$/);

/** A private RSA key for RS256 (RFC 7517, RFC 7518 6.3.2). Other members are dropped when the set is written. */
export const signingJwkSchema = z.object({
  kid: kidSchema,
  kty: z.literal('RSA'),
  alg: z.literal('RS256'),
  use: z.literal('sig').default('sig'),
  n: member,
  e: member,
  d: member,
  p: member,
  q: member,
  dp: member,
  dq: member,
  qi: member,
});

export type SigningJwk = z.infer<typeof signingJwkSchema>;

/** Generates a key of 2048 bits. Its id is its thumbprint. Takes a few hundred milliseconds. */
export async function newSigningJwk(): Promise<SigningJwk> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const jwk = privateKey.export({ format: 'jwk' });
  return signingJwkSchema.parse({ ...jwk, kid: keyThumbprint(jwk), alg: 'RS256', use: 'sig' });
}

/** Copies the public members by name, so that a private member cannot leak by mistake. */
export function publicJwk({ kid, kty, alg, use, n, e }: SigningJwk): JsonWebKeySet['keys'][number] {
  return { kid, kty, alg, use, n, e };
}
