import { Secret, TOTP } from 'otpauth';
import type { ApiClient, RegisteredUser } from '../../tools/shared/api-client.ts';

/** A user whose sign-in asks for a one-time code. */
export interface UserWithTotp extends RegisteredUser {
  /** Base32, as the authenticator app was given it. */
  readonly secret: string;
  /** The code that turned two-step verification on. It cannot be used again. */
  readonly firstCode: string;
  readonly recoveryCodes: readonly string[];
}

/** The code that an authenticator app shows, `steps` × 30 s from now. */
export function totpCode(secret: string, steps = 0): string {
  return TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: Date.now() + steps * 30_000 });
}

/** Registers a user and turns two-step verification on. For applications without mail. */
export async function registerWithTotp(api: ApiClient, username: string): Promise<UserWithTotp> {
  return enableTotp(api, await api.registerUser(username));
}

/** Turns two-step verification on. Where mail is configured, the user's email must be verified. */
export async function enableTotp(api: ApiClient, user: RegisteredUser): Promise<UserWithTotp> {
  const { token, password } = user;
  const started = await api.post('/api/auth/me/totp', { password }, { token });
  const secret = String(started.body.secret);
  const firstCode = totpCode(secret);
  const confirmed = await api.call('PUT', '/api/auth/me/totp', { code: firstCode }, { token, expect: 200 });
  return { ...user, secret, firstCode, recoveryCodes: confirmed.body.recovery_codes as string[] };
}

export function logIn(api: ApiClient, { username, password }: UserWithTotp, code?: string) {
  return api.post('/api/auth/login', { username, password, code });
}
