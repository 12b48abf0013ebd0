import type { Problem } from './generated/types.gen';
import { secondsToWait } from './seconds-to-wait';

export type FieldErrors = Readonly<Record<string, string>>;

/** An API call that did not succeed: the API's problem document, or no answer at all. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';

  private constructor(
    message: string,
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    /** The problem's stable code, or `network` or `unreadable`. */
    readonly code: string,
    /** First message per field, for 422 and 409. */
    readonly fields: FieldErrors,
    /** Correlation id to quote to support. */
    readonly reference: string | undefined,
    /** Seconds after which trying again makes sense, when the answer said so. */
    readonly retryAfter: number | undefined,
  ) {
    super(message);
  }

  static offline(): ApiFailure {
    return new ApiFailure('No answer from the server', 0, 'network', {}, undefined, undefined);
  }

  /** @param body what came with a status of 400 or more: a problem document, or anything a proxy on the way made up */
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

/** The session ended (or never was): not the same as a wrong password or code. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiFailure && error.code === 'unauthenticated';
}
