import { createHash } from 'node:crypto';

/**
 * The SHA-256 digest, 32 bytes. Good for storing tokens, because they are long and random: no one can find a token from
 * its digest by trying. Passwords need a slow hash instead.
 */
export function sha256(data: string | Uint8Array): Buffer {
  return createHash('sha256').update(data).digest();
}
