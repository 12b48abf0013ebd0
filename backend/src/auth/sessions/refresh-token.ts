import { createHash, createHmac, randomBytes } from 'node:crypto';

const familyBytes = 16;
const secretBytes = 32;
export const saltBytes = 16;

/** Two random parts: the family stays the same as long as the session lives, the secret is good for one use. */
export interface RefreshToken {
  readonly family: Buffer;
  readonly secret: Buffer;
}

export function newRefreshToken(): RefreshToken {
  return { family: randomBytes(familyBytes), secret: randomBytes(secretBytes) };
}

/**
 * The token that replaces `token`. Made from it rather than at random, so that a second caller within the grace time gets
 * the same one although only its hash is kept: whoever has the spent secret and the salt can make it again. The salt
 * never leaves the database, so the spent secret alone is worth nothing.
 */
export function successorOf({ family, secret }: RefreshToken, salt: Buffer): RefreshToken {
  return { family, secret: createHmac('sha256', secret).update(salt).digest() };
}

/** What is kept of either part. The parts are random and long, so a plain hash cannot be searched backwards. */
export function hashOf(part: Buffer): Buffer {
  return createHash('sha256').update(part).digest();
}

/** `<family>.<secret>`, both base64url. */
export function formatRefreshToken({ family, secret }: RefreshToken): string {
  return `${family.toString('base64url')}.${secret.toString('base64url')}`;
}

/** Undefined for anything that cannot have come from {@link formatRefreshToken}. */
export function parseRefreshToken(text: string): RefreshToken | undefined {
  const [family = '', secret = '', ...rest] = text.split('.').map((part) => Buffer.from(part, 'base64url'));
  if (rest.length > 0 || family.length !== familyBytes || secret.length !== secretBytes) return undefined;
  return { family: Buffer.from(family), secret: Buffer.from(secret) };
}
