import { Secret, TOTP } from 'otpauth';

/** What authenticator apps take for granted: several ignore other values in the address (RFC 6238's defaults too). */
const format = { algorithm: 'SHA1', digits: 6, period: 30 };
/** Steps to either side of now: clocks differ, and typing takes time. */
const window = 1;

/** The length of the hash, which RFC 4226 recommends. */
export const totpSecretBytes = 20;

/** An `otpauth://` address, as authenticator apps read it from a QR code. */
export function totpUri(secret: Uint8Array, account: string): string {
  return new TOTP({ ...format, issuer: 'Taskyard', label: account, secret: secretOf(secret) }).toString();
}

export function toBase32(secret: Uint8Array): string {
  return secretOf(secret).base32;
}

/**
 * The time step whose code this is; undefined when it is none of about now.
 * @param code six digits
 */
export function stepOfCode(secret: Uint8Array, code: string, now = Date.now()): number | undefined {
  const delta = TOTP.validate({ ...format, token: code, secret: secretOf(secret), timestamp: now, window });
  return delta === null ? undefined : TOTP.counter({ period: format.period, timestamp: now }) + delta;
}

/** A copy: a Buffer may be a view into memory that it shares, and the library takes all of it. */
function secretOf(secret: Uint8Array): Secret {
  return new Secret({ buffer: Uint8Array.from(secret).buffer });
}
