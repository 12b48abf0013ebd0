import { createHash, randomBytes } from 'node:crypto';

export const recoveryCodeCount = 10;

/** Crockford's base 32: without I, L, O and U, so that what is read wrong can be set right. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeLength = 24;

/** 120 random bits. That many, because a plain hash is kept of them, which takes 112 (OWASP ASVS 5.0, 6.5.2). */
export function newRecoveryCode(): string {
  // 256 is a multiple of 32, so every character is as likely as the others.
  return Array.from(randomBytes(codeLength), (byte) => alphabet[byte % alphabet.length]).join('');
}

/** `4T7Q-9KXB-2MWE-HZ5C-71RD-VN3G` */
export function formatRecoveryCode(code: string): string {
  return code.replace(/.{4}(?=.)/g, '$&-');
}

/**
 * Case, blanks and hyphens do not matter, nor whether an O was read for a 0, or an I or L for a 1.
 * @returns undefined for what cannot be a recovery code
 */
export function parseRecoveryCode(typed: string): string | undefined {
  const code = typed.replace(/[\s-]/g, '').toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1');
  return code.length === codeLength && [...code].every((character) => alphabet.includes(character)) ? code : undefined;
}

/** What is kept of a code. */
export function hashRecoveryCode(code: string): Buffer {
  return createHash('sha256').update(code).digest();
}
