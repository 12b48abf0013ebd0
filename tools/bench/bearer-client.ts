import { randomBytes } from 'node:crypto';
import { ApiClient, type ApiResponse } from '../shared/api-client.ts';

interface Tokens {
  readonly token: string;
  readonly refresh_token: string;
  /** Seconds. */
  readonly expires_in: number;
}

/** A user's API client. It signs in once and renews its access token at half of its lifetime. */
export class BearerClient {
  private readonly api: ApiClient;
  private tokens: Tokens;
  private renewAt: number;
  private renewal: Promise<void> | undefined;

  private constructor(api: ApiClient, tokens: Tokens) {
    this.api = api;
    this.tokens = tokens;
    this.renewAt = renewalTime(tokens);
  }

  /** Registers a user with a random name and signs in. @param timeout of each request in milliseconds */
  static async register(origin: string, timeout?: number): Promise<BearerClient> {
    const api = new ApiClient(origin, timeout === undefined ? {} : { timeout });
    const username = `bench-${randomBytes(8).toString('hex')}`;
    const password = randomBytes(24).toString('base64url');
    await api.post('/api/auth/register', { username, email: `${username}@example.com`, password }, { expect: 201 });
    return new BearerClient(api, await tokensFrom(api, '/api/auth/login', { username, password }));
  }

  /** Id of the key that signed the current token. */
  get kid(): string {
    const [header = ''] = this.tokens.token.split('.');
    return JSON.parse(Buffer.from(header, 'base64url').toString()).kid;
  }

  /** @returns the status, once the body has been read */
  async send(method: string, path: string, body?: unknown): Promise<number> {
    return (await this.call(method, path, body)).status;
  }

  async call(method: string, path: string, body?: unknown): Promise<ApiResponse> {
    if (Date.now() >= this.renewAt) await this.renew();
    return this.api.call(method, path, body, { token: this.tokens.token });
  }

  /** Concurrent requests wait for the same renewal, as in the tabs of a browser. */
  private renew(): Promise<void> {
    this.renewal ??= tokensFrom(this.api, '/api/auth/refresh', { refresh_token: this.tokens.refresh_token })
      .then((tokens) => {
        this.tokens = tokens;
        this.renewAt = renewalTime(tokens);
      })
      .finally(() => {
        this.renewal = undefined;
      });
    return this.renewal;
  }
}

function renewalTime({ expires_in }: Tokens): number {
  return Date.now() + (expires_in * 1000) / 2;
}

async function tokensFrom(api: ApiClient, path: string, body: unknown): Promise<Tokens> {
  const { body: tokens } = await api.post(path, body, { expect: 200 });
  return {
    token: String(tokens.token),
    refresh_token: String(tokens.refresh_token),
    expires_in: Number(tokens.expires_in),
  };
}
