/** An answer, its body parsed when it is JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // Tests look into bodies of every shape; what they find is asserted, not trusted.
  readonly body: Record<string, unknown>;
  readonly text: string;
}

interface CallOptions {
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A person who knows only HTTP. */
export class ApiClient {
  readonly origin: string;

  constructor(origin: string) {
    this.origin = origin;
  }

  get(path: string, options?: CallOptions) {
    return this.call('GET', path, undefined, options);
  }

  post(path: string, body?: unknown, options?: CallOptions) {
    return this.call('POST', path, body, options);
  }

  /** @param body sent as JSON; a string is sent as it stands */
  async call(method: string, path: string, body?: unknown, options: CallOptions = {}): Promise<Answer> {
    const response = await fetch(this.origin + path, {
      method,
      headers: {
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(options.token !== undefined && { Authorization: `Bearer ${options.token}` }),
        ...options.headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson && text !== '' ? JSON.parse(text) : {},
    };
  }

  /** Registers a new person and logs in. */
  async join(username: string): Promise<{ id: number; token: string; password: string }> {
    const password = `${username} has a password`;
    const registered = await this.post('/api/auth/register', { username, email: `${username}@example.com`, password });
    if (registered.status !== 201) throw new Error(`register answered ${registered.status}: ${registered.text}`);
    const login = await this.post('/api/auth/login', { username, password });
    return { id: Number(registered.body.id), token: String(login.body.token), password };
  }
}
