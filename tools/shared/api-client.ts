/** A response whose body was read. */
export interface ApiResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed JSON; empty for a body that is not a JSON object. */
  readonly body: Readonly<Record<string, unknown>>;
}

interface RequestOptions {
  /** Sent as `Authorization: Bearer <token>`. */
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Any other status is an error. */
  readonly expect?: number;
}

interface ClientOptions {
  /** Behave like a browser on a page of this origin: keep cookies, and send `Origin` with requests that change something. */
  readonly browserOrigin?: string;
  /** Milliseconds until a request without a complete response fails; default 30,000. */
  readonly timeout?: number;
}

/** A user that `registerUser` created and signed in. */
export interface RegisteredUser {
  readonly id: number;
  readonly username: string;
  readonly password: string;
  /** The access token. */
  readonly token: string;
}

/** The HTTP client of the tests and commands that call a running deployment. */
export class ApiClient {
  readonly origin: string;
  private readonly options: ClientOptions;
  private readonly jar = new Map<string, string>();

  /** @param origin scheme, host and port, without a trailing slash */
  constructor(origin: string, options: ClientOptions = {}) {
    this.origin = origin;
    this.options = options;
  }

  /** The cookies kept so far, by name; values as they were sent, not decoded. */
  get cookies(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.jar);
  }

  get(path: string, options?: RequestOptions): Promise<ApiResponse> {
    return this.call('GET', path, undefined, options);
  }

  post(path: string, body?: unknown, options?: RequestOptions): Promise<ApiResponse> {
    return this.call('POST', path, body, options);
  }

  /**
   * Redirects are returned, not followed.
   *
   * @param body sent as JSON; a string is sent unchanged
   * @throws Error naming the request, when there is no response or its status is not the expected one
   */
  async call(method: string, path: string, body?: unknown, options: RequestOptions = {}): Promise<ApiResponse> {
    const response = await this.send(method, path, body, options).catch((error: unknown) => {
      throw new Error(`${method} ${path} ${this.explain(error)}`, { cause: error });
    });
    if (options.expect === undefined || options.expect === response.status) return response;
    // A problem's code and the correlation id say more than the page around them.
    const { code, correlationId } = response.body;
    const reason = code === undefined ? '' : `, ${code}, correlation id ${correlationId}`;
    throw new Error(`${method} ${path} answered ${response.status} instead of ${options.expect}${reason}`);
  }

  /** Registers a user and signs in with a bearer token. */
  async registerUser(username: string): Promise<RegisteredUser> {
    const password = `${username} has a password`;
    const account = { username, email: `${username}@example.com`, password };
    const registered = await this.post('/api/auth/register', account, { expect: 201 });
    const login = await this.post('/api/auth/login', { username, password }, { expect: 200 });
    return { id: Number(registered.body.id), username, password, token: String(login.body.token) };
  }

  private async send(method: string, path: string, body: unknown, { token, headers }: RequestOptions) {
    const { browserOrigin } = this.options;
    const response = await fetch(this.origin + path, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(this.timeout),
      headers: {
        // The backend's check against requests from other sites reads it.
        ...(browserOrigin !== undefined && method !== 'GET' && { Origin: browserOrigin }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
        ...(this.jar.size > 0 && { Cookie: [...this.jar].map((pair) => pair.join('=')).join('; ') }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    if (browserOrigin !== undefined) for (const cookie of response.headers.getSetCookie()) this.keep(cookie);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parseObject(text) };
  }

  private get timeout(): number {
    return this.options.timeout ?? 30_000;
  }

  private keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split(';').map((part) => part.trim());
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    const expired = attributes.some((attribute) => /^(max-age=0|expires=thu, 01 jan 1970)/i.test(attribute));
    if (expired || value === '') this.jar.delete(name);
    else this.jar.set(name, value);
  }

  private explain(error: unknown): string {
    if (!(error instanceof Error)) return `failed: ${error}`;
    if (error.name === 'TimeoutError') return `got no answer within ${this.timeout / 1000} s`;
    return `failed: ${error.cause instanceof Error ? error.cause.message || error.cause.name : error.message}`;
  }
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
