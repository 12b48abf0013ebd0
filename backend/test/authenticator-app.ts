import { Secret, TOTP } from 'otpauth';
import type { ApiClient } from '../../tools/shared/api-client.ts';

/** Somebody who is asked for a code at each sign-in. */
export interface GuardedPerson {
  readonly id: number;
  readonly username: string;
  readonly password: string;
  readonly token: string;
  readonly secret: string;
  /** The code that turned it on, used up by that. */
  readonly firstCode: string;
  readonly recoveryCodes: readonly string[];
}

/** What an authenticator app shows, `steps` half minutes from now. */
export function codeOf(secret: string, steps = 0): string {
  return TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: Date.now() + steps * 30_000 });
}

/** Registers a new person who then turns the second factor on. */
export async function joinGuarded(api: ApiClient, username: string): Promise<GuardedPerson> {
  const joined = await api.registerUser(username);
  const { token, password } = joined;
  const started = await api.post('/api/auth/me/totp', { password }, { token });
  const secret = String(started.body.secret);
  const firstCode = codeOf(secret);
  const confirmed = await api.call('PUT', '/api/auth/me/totp', { code: firstCode }, { token });
  if (confirmed.status !== 200) throw new Error(`confirming answered ${confirmed.status}: ${confirmed.text}`);
  return { ...joined, username, secret, firstCode, recoveryCodes: confirmed.body.recovery_codes as string[] };
}

export function logIn(api: ApiClient, { username, password }: GuardedPerson, code?: string) {
  return api.post('/api/auth/login', { username, password, code });
}
