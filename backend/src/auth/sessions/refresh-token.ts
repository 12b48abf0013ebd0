import { createHmac, randomBytes } from 'node:crypto';

const familyBytes = 16;
const secretBytes = 32;
export const saltBytes = 16;

/** Two random parts. The family stays the same for the life of the session; each secret works once. */
export interface RefreshToken {
  readonly family: Buffer;
  readonly secret: Buffer;
}

export function newRefreshToken(): RefreshToken {
  return { family: randomBytes(familyBytes), secret: randomBytes(secretBytes) };
}

/**
 * The token that replaces `token`. It is derived, not random: a second request within the grace time gets the same
 * successor, although the database holds only its hash. Deriving it takes the used secret and the salt. The salt never
 * leaves the database, so the used secret alone is worthless.
 */
export function successorOf({ family, secret }: RefreshToken, salt: Buffer): RefreshToken {
  return { family, secret: createHmac('sha256', secret).update(salt).digest() };
}

/** `<family>.<secret>`, both base64url. */
export function formatRefreshToken({ family, secret }: RefreshToken): string {
  return `${family.toString('base64url')}.${secret.toString('base64url')}`;
}

/** @returns undefined for a text that {@link formatRefreshToken} cannot have made */
export function parseRefreshToken(text: string): RefreshToken | undefined {
  const [family = '', secret = '', ...rest] = text.split('.').map((part) => Buffer.from(part, 'base64url'));
  if (rest.length > 0 || family.length !== familyBytes || secret.length !== secretBytes) return undefined;
  return { family: Buffer.from(family), secret: Buffer.from(secret) };
}
