import { createHash } from 'node:crypto';

/** The public members of an RSA key as a JWK (RFC 7517). */
interface RsaPublicMembers {
  readonly kty?: string | undefined;
  readonly n?: string | undefined;
  readonly e?: string | undefined;
}

/** The `kid` of a signing key: SHA-256 over its required members in alphabetical order, as base64url (RFC 7638). */
export function keyThumbprint({ e, kty, n }: RsaPublicMembers): string {
  return createHash('sha256').update(JSON.stringify({ e, kty, n })).digest('base64url');
}
