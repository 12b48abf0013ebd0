import type { ApiClient, RegisteredUser } from '../../tools/shared/api-client.ts';
import { type MailServer, tokenIn } from './mail-server.ts';

/** Registers a user and verifies the email with the link that was mailed. */
export async function registerVerified(api: ApiClient, mail: MailServer, username: string): Promise<RegisteredUser> {
  const user = await api.registerUser(username);
  const [received] = await mail.mailTo(`${username}@example.com`);
  if (received === undefined) throw new Error('no mail');
  const body = { token: tokenIn(received) };
  await api.call('PUT', '/api/auth/me/email-verification', body, { token: user.token, expect: 204 });
  return user;
}
