import { type FieldError, ProblemException } from './problem.ts';

export class ValidationFailedError extends ProblemException {
  constructor(errors: readonly FieldError[]) {
    super({ status: 422, code: 'validation_failed', detail: 'Some fields are not valid.', errors });
  }
}

export class UnauthenticatedError extends ProblemException {
  constructor() {
    super({
      status: 401,
      code: 'unauthenticated',
      detail: 'Sign in, or send a valid access token.',
      headers: { 'WWW-Authenticate': 'Bearer' },
    });
  }
}

export class MethodNotAllowedError extends ProblemException {
  constructor(allowed: readonly string[]) {
    const allow = allowed.join(', ');
    super({
      status: 405,
      code: 'method_not_allowed',
      detail: `This URL allows only ${allow}.`,
      headers: { Allow: allow },
    });
  }
}

/** Nobody reads this response: the client has disconnected. 499 is the status that nginx logs for it. */
export class RequestAbandonedError extends ProblemException {
  constructor() {
    super({ status: 499, code: 'request_abandoned', detail: 'The client closed the connection.' });
  }
}

export class StatementTimeoutError extends ProblemException {
  constructor(cause?: unknown) {
    super({
      status: 503,
      code: 'statement_timeout',
      detail: 'The database took too long and stopped. Ask for less, for example with a shorter search, or try again.',
      headers: { 'Retry-After': '5' },
    });
    this.cause = cause;
  }
}

export class ServiceUnavailableError extends ProblemException {
  constructor(cause?: unknown) {
    super({
      status: 503,
      code: 'service_unavailable',
      detail: 'The service cannot answer right now. Try again in a moment.',
      headers: { 'Retry-After': '5' },
    });
    this.cause = cause;
  }
}
