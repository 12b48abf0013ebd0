import { runStatements } from '../dev/database/connection.ts';
import type { Stack } from '../dev/stack/start-stack.ts';
import { ApiClient } from '../shared/api-client.ts';

/** Gets access tokens for the users of the fuzzer. */
export class FuzzUsers {
  private readonly api: ApiClient;
  private readonly initialAdmin: Stack['admin'];
  private readonly databaseUrl: string;
  private readonly chosenPassword = 'a password that the admin chose';

  constructor({ origin, admin, databaseUrl }: Pick<Stack, 'origin' | 'admin' | 'databaseUrl'>) {
    this.api = new ApiClient(origin);
    this.initialAdmin = admin;
    this.databaseUrl = databaseUrl;
  }

  /** Registers an ordinary user, with a verified email: without one, no passkey, second factor or token can be added. */
  async user(username = 'fuzzer'): Promise<string> {
    const { id, token } = await this.api.registerUser(username);
    await runStatements(this.databaseUrl, [`UPDATE users SET email_verified_at = UTC_TIMESTAMP(3) WHERE id = ${id}`]);
    return token;
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
