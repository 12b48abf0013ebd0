import { createHmac } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { createTestKeys, type TestKeys } from './test-keys.ts';

const accessHeader = { alg: 'RS256', typ: 'at+jwt' } as const;

interface Subjects {
  readonly keys: TestKeys;
  /** The user of the tokens. */
  readonly userId: number;
  /** The user that a changed payload names. */
  readonly otherUserId: number;
}

/** An access token made by hand, valid for a minute unless `options` say otherwise. */
export function validToken(
  { kid, privateKeyPem }: TestKeys,
  userId: number,
  options: jwt.SignOptions = {},
  key: jwt.Secret = privateKeyPem,
): string {
  return jwt.sign({ sid: '1' }, key, {
    subject: String(userId),
    issuer: 'taskyard',
    audience: 'taskyard',
    keyid: kid,
    algorithm: 'RS256',
    header: { ...accessHeader, alg: options.algorithm ?? 'RS256' },
    expiresIn: 60,
    ...options,
  });
}

/** Tokens that must be rejected, by the reason. `undefined` sends none. */
export function badTokens(
  kind: 'no' | 'expired' | 'forged',
  { keys, userId, otherUserId }: Subjects,
): Record<string, string | undefined> {
  const { kid, publicKeyPem } = keys;
  const sign = (options: jwt.SignOptions, key?: jwt.Secret) => validToken(keys, userId, options, key);
  if (kind === 'no') return { none: undefined, empty: '', 'not a token': 'abc', 'only dots': '..' };
  if (kind === 'expired') return { 'a minute ago': sign({ expiresIn: -60 }) };
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const [header, payload, signature] = sign({}).split('.') as [string, string, string];
  const payloadOf = (changes: object) =>
    encode({ ...JSON.parse(Buffer.from(payload, 'base64url').toString()), ...changes });
  const otherKeys = createTestKeys(kid);
  otherKeys.remove();
  return {
    'alg none': `${encode({ alg: 'none', typ: 'at+jwt', kid })}.${payload}.`,
    'HS256 with the public key as secret': hs256(
      `${encode({ alg: 'HS256', typ: 'at+jwt', kid })}.${payload}`,
      publicKeyPem,
    ),
    'a key of another set with our key id': sign({}, otherKeys.privateKeyPem),
    'an unknown key id': sign({ keyid: 'unknown' }),
    'a token of another type': sign({ header: { alg: 'RS256', typ: 'JWT' } }),
    'a key in its own header': sign({
      header: { ...accessHeader, jwk: {}, jku: 'https://evil.example/keys' } as never,
      keyid: 'other',
    }),
    'a path as key id': sign({ keyid: '../../../../dev/null' }),
    'no key id': `${encode({ alg: 'RS256', typ: 'at+jwt' })}.${payload}.${signature}`,
    'a changed payload': `${header}.${payloadOf({ sub: String(otherUserId) })}.${signature}`,
    'another issuer': sign({ issuer: 'another-issuer' }),
    'another audience': sign({ audience: 'billing' }),
    'not yet valid': sign({ notBefore: 600 }),
    'a subject that is not an id': sign({ subject: '1 OR 1=1' }),
    'no expiry': jwt.sign({ sid: '1' }, keys.privateKeyPem, {
      subject: String(userId),
      issuer: 'taskyard',
      audience: 'taskyard',
      keyid: kid,
      algorithm: 'RS256',
      header: accessHeader,
    }),
    'another algorithm of the family': sign({ algorithm: 'RS512' }),
  };
}

/** Signed by hand, because the library refuses to use a public key as an HMAC secret. */
function hs256(signingInput: string, secret: string): string {
  return `${signingInput}.${createHmac('sha256', secret).update(signingInput).digest('base64url')}`;
}
