import { createPrivateKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { checkedSize, readJson } from '../../access/public-key-set.ts';
import { ConfigurationError } from '../../config/configuration-error.ts';

const privateJwkSchema = z.looseObject({
  kty: z.literal('RSA'),
  kid: z.string().min(1),
  alg: z.literal('RS256'),
  d: z.string().min(1),
});

const privateKeySetSchema = z.object({ keys: z.array(privateJwkSchema).min(1) });

export interface SigningKey {
  readonly kid: string;
  readonly key: KeyObject;
}

/**
 * The first key of a JSON Web Key Set of private RSA keys: the one that signs.
 * @throws {ConfigurationError} naming the file, never its content
 */
export function readSigningKey(file: string): SigningKey {
  const parsed = privateKeySetSchema.safeParse(readJson(file, 'JWT_PRIVATE_KEYS_FILE'));
  const [jwk] = parsed.data?.keys ?? [];
  if (jwk === undefined) {
    throw new ConfigurationError([
      'JWT_PRIVATE_KEYS_FILE must hold {"keys": […]} of private RS256 keys, each with a kid',
    ]);
  }
  return { kid: jwk.kid, key: checkedSize(createPrivateKey({ key: jwk, format: 'jwk' }), jwk.kid) };
}
