import { randomBytes } from 'node:crypto';

interface Tokens {
  readonly token: string;
  readonly refresh_token: string;
  /** Seconds. */
  readonly expires_in: number;
}

/** A person's API client: it signs in once, and renews its access token when half of that one's life is over. */
export class BearerClient {
  private readonly origin: string;
  private tokens: Tokens;
  private renewAt: number;
  private renewal: Promise<void> | undefined;

  private constructor(origin: string, tokens: Tokens) {
    this.origin = origin;
    this.tokens = tokens;
    this.renewAt = renewalTime(tokens);
  }

  /** Registers a person with a name of chance and signs in. */
  static async join(origin: string): Promise<BearerClient> {
    const username = `bench-${randomBytes(8).toString('hex')}`;
    const password = randomBytes(24).toString('base64url');
    await post(origin, '/api/auth/register', { username, email: `${username}@example.com`, password });
    return new BearerClient(origin, await post(origin, '/api/auth/login', { username, password }));
  }

  /** Which key signed the token that is sent now. */
  get kid(): string {
    const [header = ''] = this.tokens.token.split('.');
    return JSON.parse(Buffer.from(header, 'base64url').toString()).kid;
  }

  /** @returns the status, once the body has been read */
  async send(method: string, path: string, body?: unknown): Promise<number> {
    if (Date.now() >= this.renewAt) await this.renew();
    const { status } = await request(this.origin, method, path, body, this.tokens.token);
    return status;
  }

  /** Requests that come meanwhile wait for the same renewal, as in a browser's tabs. */
  private renew(): Promise<void> {
    this.renewal ??= post<Tokens>(this.origin, '/api/auth/refresh', { refresh_token: this.tokens.refresh_token })
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

/** @throws Error naming the request and its status, when that is not a success */
async function post<Body>(origin: string, path: string, body: unknown): Promise<Body> {
  const { status, text } = await request(origin, 'POST', path, body);
  if (status > 299) throw new Error(`POST ${path} answered ${status}`);
  return JSON.parse(text);
}

async function request(origin: string, method: string, path: string, body: unknown, token?: string) {
  const response = await fetch(origin + path, {
    method,
    signal: AbortSignal.timeout(30_000),
    headers: {
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
}
