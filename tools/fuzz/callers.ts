import type { Stack } from '../dev/stack/start-stack.ts';

/** Gives the tokens of those whom the fuzzer speaks for. */
export class Callers {
  private readonly origin: string;
  private readonly initialAdmin: Stack['admin'];
  private readonly chosenPassword = 'a password that the admin chose';

  constructor({ origin, admin }: Pick<Stack, 'origin' | 'admin'>) {
    this.origin = origin;
    this.initialAdmin = admin;
  }

  /** Somebody with an account and nothing else. */
  async person(username = 'fuzzer'): Promise<string> {
    const account = { username, password: 'correct for the fuzzers' };
    await this.call('POST', '/api/auth/register', { ...account, email: `${username}@example.org` });
    return this.logIn(account);
  }

  /** The initial admin, who has to choose a password before anything else is open. */
  async prepareAdmin(): Promise<void> {
    const token = await this.logIn(this.initialAdmin);
    const change = { current_password: this.initialAdmin.password, new_password: this.chosenPassword };
    await this.call('PUT', '/api/auth/me/password', change, token);
  }

  /** A new session of the admin: runs may end the one before. */
  admin(): Promise<string> {
    return this.logIn({ username: this.initialAdmin.username, password: this.chosenPassword });
  }

  /** A personal access token that may only read tasks, of somebody else: a person who is fuzzed finds and revokes theirs. */
  async reader(): Promise<string> {
    const owner = await this.person('reader');
    const body = { name: 'fuzzer', scopes: ['tasks:read'], expires_in_days: 1 };
    return String((await this.call('POST', '/api/auth/tokens', body, owner)).token);
  }

  private async logIn(account: { username: string; password: string }): Promise<string> {
    const { username, password } = account;
    return String((await this.call('POST', '/api/auth/login', { username, password })).token);
  }

  private async call(method: string, path: string, body: unknown, token?: string): Promise<Record<string, unknown>> {
    const answer = await fetch(this.origin + path, {
      method,
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.status === 204 ? {} : ((await answer.json()) as Record<string, unknown>);
  }
}
