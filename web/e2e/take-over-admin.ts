import type { AdminCredentials } from './environment.ts';

interface FreshSite {
  readonly origin: string;
  /** The first admin with the password that the site made up. */
  readonly admin: AdminCredentials;
}

/** Changes the first admin's password, without which nothing else is open to them. */
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
  const answer = await fetch(url, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${url} answered ${answer.status}: ${await answer.text()}`);
  return answer.status === 204 ? { token: '' } : ((await answer.json()) as { token: string });
}
