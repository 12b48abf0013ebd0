import type { AdminCredentials } from './environment.ts';

interface FreshSite {
  readonly origin: string;
  /** The first admin with the generated password. */
  readonly admin: AdminCredentials;
}

/** Changes the first admin's password, which the API requires before anything else. */
export async function takeOverAdmin({ origin, admin }: FreshSite): Promise<AdminCredentials> {
  const { username, password } = admin;
  const chosen = { username, password: 'a password that only the tests know' };
  const { token } = await send('POST', `${origin}/api/auth/login`, { username, password });
  const change = { current_password: password, new_password: chosen.password };
  await send('PUT', `${origin}/api/auth/me/password`, change, token);
  return chosen;
}

async function send(method: string, url: string, body: unknown, token?: string): Promise<{ readonly token: string }> {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(url, { method, headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${await response.text()}`);
  return response.status === 204 ? { token: '' } : ((await response.json()) as { token: string });
}
