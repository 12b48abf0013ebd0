import type { Problem } from './generated/types.gen';

type FieldErrors = Readonly<Record<string, string>>;

/** An API call that did not succeed: the API's problem document, or no answer at all. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';

  private constructor(
    message: string,
    /** HTTP status; 0 without an answer. */
    readonly status: number,
    /** The problem's stable code, or `network` or `unreadable`. */
    readonly code: string,
    /** First message per field, for 422 and 409. */
    readonly fields: FieldErrors,
    /** Correlation id to quote to support. */
    readonly reference: string | undefined,
    /** Seconds to wait before the next try, when the answer names them. */
    readonly retryAfter: number | undefined,
  ) {
    super(message);
  }

  static offline(): ApiFailure {
    return new ApiFailure('No answer from the server', 0, 'network', {}, undefined, undefined);
  }

  /** @param body of an answer with a status of 400 or more: a problem document, or any text from a proxy in between */
  static fromAnswer({ status, headers }: Pick<Response, 'status' | 'headers'>, body: unknown): ApiFailure {
    const wait = secondsToWait(headers);
    if (!isProblem(body)) return new ApiFailure(`Answer ${status}`, status, 'unreadable', {}, undefined, wait);
    const fields: Record<string, string> = {};
    for (const { field, message } of body.errors ?? []) fields[field] ??= message;
    return new ApiFailure(body.detail, status, body.code, fields, body.correlationId, wait);
  }
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'detail' in body;
}

/** The session ended or never existed. False for a wrong password or code, which are 401 too. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiFailure && error.code === 'unauthenticated';
}

/**
 * How long an answer asks to wait, in whole seconds from now: from `Retry-After`, which may also be a date (RFC 9110,
 * 10.2.3), else from `RateLimit-Reset`. Undefined when neither can be read.
 */
export function secondsToWait(headers: Headers, now = Date.now()): number | undefined {
  const text = headers.get('retry-after') ?? headers.get('ratelimit-reset');
  if (text === null) return undefined;
  const seconds = /^\d+$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - now) / 1000);
  return Number.isNaN(seconds) ? undefined : Math.max(1, seconds);
}
