import type { Stack } from '../dev/stack/start-stack.ts';
import { ApiClient } from '../shared/api-client.ts';

/** Gives the tokens of those whom the fuzzer speaks for. */
export class Callers {
  private readonly api: ApiClient;
  private readonly initialAdmin: Stack['admin'];
  private readonly chosenPassword = 'a password that the admin chose';

  constructor({ origin, admin }: Pick<Stack, 'origin' | 'admin'>) {
    this.api = new ApiClient(origin);
    this.initialAdmin = admin;
  }

  /** Somebody with an account and nothing else. */
  async person(username = 'fuzzer'): Promise<string> {
    return (await this.api.registerUser(username)).token;
  }

  /** The initial admin, who has to choose a password before anything else is open. */
  async prepareAdmin(): Promise<void> {
    const token = await this.logIn(this.initialAdmin);
    const change = { current_password: this.initialAdmin.password, new_password: this.chosenPassword };
    await this.api.call('PUT', '/api/auth/me/password', change, { token, expect: 204 });
  }

  /** A new session of the admin: runs may end the one before. */
  admin(): Promise<string> {
    return this.logIn({ username: this.initialAdmin.username, password: this.chosenPassword });
  }

  /** A personal access token that may only read tasks, of somebody else: a person who is fuzzed finds and revokes theirs. */
  async reader(): Promise<string> {
    const owner = await this.person('reader');
    const body = { name: 'fuzzer', scopes: ['tasks:read'], expires_in_days: 1 };
    return String((await this.api.post('/api/auth/tokens', body, { token: owner, expect: 201 })).body.token);
  }

  private async logIn(account: { username: string; password: string }): Promise<string> {
    const { username, password } = account;
    return String((await this.api.post('/api/auth/login', { username, password }, { expect: 200 })).body.token);
  }
}
