/** What a deployment answered, its body as text and, where it is JSON, parsed. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Empty for a body that is not a JSON object. */
  readonly json: Readonly<Record<string, unknown>>;
}

export interface Call {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The only status this call may be answered with. */
  readonly expect: number;
}

const PATIENCE_MS = 10_000;

/** A browser as far as a deployment can tell: one origin, its cookies, no scripts. */
export class Visitor {
  readonly origin: string;
  private readonly cookies = new Map<string, string>();

  /** @param origin scheme, host and port, without a trailing slash */
  constructor(origin: string) {
    this.origin = origin;
  }

  get signedIn(): boolean {
    return this.cookies.size > 0;
  }

  /** @throws Error naming the request and what came instead, when that is not the expected status, or nothing in 10 s */
  async call(method: string, path: string, { body, headers, expect }: Call): Promise<Answer> {
    const request = `${method} ${path}`;
    const answer = await this.send(method, path, body, headers).catch((error: unknown) => {
      throw new Error(`${request} ${explain(error)}`);
    });
    if (answer.status === expect) return answer;
    // A problem's code and the correlation id say more than the page around them.
    const { code, correlationId } = answer.json;
    const reason = code === undefined ? '' : `, ${code}, correlation id ${correlationId}`;
    throw new Error(`${request} answered ${answer.status} instead of ${expect}${reason}`);
  }

  private async send(method: string, path: string, body: unknown, headers?: Call['headers']): Promise<Answer> {
    const response = await fetch(this.origin + path, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: {
        // As browsers do: a write without it would pass where theirs is refused as another site's.
        ...(method !== 'GET' && { Origin: this.origin }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(this.cookies.size > 0 && { Cookie: [...this.cookies].map((pair) => pair.join('=')).join('; ') }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) this.keep(cookie);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parse(text) };
  }

  private keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split(';').map((part) => part.trim());
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    const expired = attributes.some((attribute) => /^(max-age=0|expires=thu, 01 jan 1970)/i.test(attribute));
    if (expired || value === '') this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return `failed: ${error}`;
  if (error.name === 'TimeoutError') return `got no answer within ${PATIENCE_MS / 1000} s`;
  return `failed: ${error.cause instanceof Error ? error.cause.message || error.cause.name : error.message}`;
}
