import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

const prefix = 'tyd_pat_';
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 32 of 62 characters: 190 bits. */
const secretLength = 32;

/**
 * `tyd_pat_<32 letters and digits>_<CRC-32 of all before it, 8 hex digits>`. Secret scanners find the prefix in code
 * and logs. The checksum shows without a database query whether the text can be a token.
 */
export const personalAccessTokenPattern = /^tyd_pat_[0-9A-Za-z]{32}_[0-9a-f]{8}$/;

export function newPersonalAccessToken(): string {
  const secret = Array.from({ length: secretLength }, () => alphabet[randomInt(alphabet.length)]).join('');
  return `${prefix}${secret}_${checksumOf(prefix + secret)}`;
}

/** Whether the text claims to be a personal access token, well-formed or not. */
export function hasPersonalAccessTokenPrefix(token: string): boolean {
  return token.startsWith(prefix);
}

/** Whether {@link newPersonalAccessToken} can have made the text. */
export function isWellFormed(token: string): boolean {
  if (!personalAccessTokenPattern.test(token)) return false;
  const [body, checksum] = [token.slice(0, -9), token.slice(-8)];
  return checksumOf(body) === checksum;
}

function checksumOf(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}
