import type { Stack } from '../dev/stack/start-stack.ts';
import { ApiClient } from '../shared/api-client.ts';

/** Gets access tokens for the users of the fuzzer. */
export class FuzzUsers {
  private readonly api: ApiClient;
  private readonly initialAdmin: Stack['admin'];
  private readonly chosenPassword = 'a password that the admin chose';

  constructor({ origin, admin }: Pick<Stack, 'origin' | 'admin'>) {
    this.api = new ApiClient(origin);
    this.initialAdmin = admin;
  }

  /** Registers an ordinary user. */
  async user(username = 'fuzzer'): Promise<string> {
    return (await this.api.registerUser(username)).token;
  }

  /** Changes the initial admin's password, which is required before any other request. */
  async prepareAdmin(): Promise<void> {
    const token = await this.logIn(this.initialAdmin);
    const change = { current_password: this.initialAdmin.password, new_password: this.chosenPassword };
    await this.api.call('PUT', '/api/auth/me/password', change, { token, expect: 204 });
  }

  /** Signs the admin in again: a run may end the session. */
  admin(): Promise<string> {
    return this.logIn({ username: this.initialAdmin.username, password: this.chosenPassword });
  }

  /** A personal access token that may only read tasks. It has another user: the fuzzer revokes the tokens of its own. */
  async reader(): Promise<string> {
    const owner = await this.user('reader');
    const body = { name: 'fuzzer', scopes: ['tasks:read'], expires_in_days: 1 };
    return String((await this.api.post('/api/auth/tokens', body, { token: owner, expect: 201 })).body.token);
  }

  private async logIn(account: { username: string; password: string }): Promise<string> {
    const { username, password } = account;
    return String((await this.api.post('/api/auth/login', { username, password }, { expect: 200 })).body.token);
  }
}
