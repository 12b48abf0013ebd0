import { randomBytes } from 'node:crypto';

export const recoveryCodeCount = 10;

/** Crockford's base 32: without I, L, O and U, so that misread characters can be corrected. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeLength = 24;

/** 120 random bits. Codes are stored as SHA-256, which takes at least 112 bits (OWASP ASVS 5.0, 6.5.2). */
export function newRecoveryCode(): string {
  // 256 is a multiple of 32, so every character is as likely as the others.
  return Array.from(randomBytes(codeLength), (byte) => alphabet[byte % alphabet.length]).join('');
}

/** `4T7Q-9KXB-2MWE-HZ5C-71RD-VN3G` */
export function formatRecoveryCode(code: string): string {
  return code.replace(/.{4}(?=.)/g, '$&-');
}

/**
 * Ignores case, spaces and hyphens. Reads O as 0, and I and L as 1.
 * @returns undefined for a text that cannot be a recovery code
 */
export function parseRecoveryCode(typed: string): string | undefined {
  const code = typed.replace(/[\s-]/g, '').toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1');
  return code.length === codeLength && [...code].every((character) => alphabet.includes(character)) ? code : undefined;
}
