import { Secret, TOTP } from 'otpauth';

/** The defaults of RFC 6238. Several authenticator apps ignore other values in the URI. */
const format = { algorithm: 'SHA1', digits: 6, period: 30 };
/** Time steps that are accepted before and after the current one: clocks differ, and typing takes time. */
const window = 1;

/** The length of the hash, as RFC 4226 recommends. */
export const totpSecretBytes = 20;

/** An `otpauth://` URI, which authenticator apps read from a QR code. */
export function totpUri(secret: Uint8Array, account: string): string {
  return new TOTP({ ...format, issuer: 'Taskyard', label: account, secret: secretOf(secret) }).toString();
}

export function toBase32(secret: Uint8Array): string {
  return secretOf(secret).base32;
}

/**
 * @param code six digits
 * @returns the time step of the code; undefined when it is not valid now
 */
export function stepOfCode(secret: Uint8Array, code: string, now = Date.now()): number | undefined {
  const delta = TOTP.validate({ ...format, token: code, secret: secretOf(secret), timestamp: now, window });
  return delta === null ? undefined : TOTP.counter({ period: format.period, timestamp: now }) + delta;
}

/** Copies the bytes: a Buffer may be a view of shared memory, and the library would read all of that memory. */
function secretOf(secret: Uint8Array): Secret {
  return new Secret({ buffer: Uint8Array.from(secret).buffer });
}
