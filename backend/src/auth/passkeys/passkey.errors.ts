import { ProblemException } from '../../platform/http/problem.ts';

/** The same whatever is wrong with it: unknown, forged, replayed, too late, or of an account that is disabled. */
export class PasskeyInvalidError extends ProblemException {
  constructor() {
    super({
      status: 401,
      code: 'passkey_invalid',
      detail: 'Signing in with this passkey did not work. Try again, or use the password.',
      headers: { 'WWW-Authenticate': 'Bearer' },
    });
  }
}

/** Not 401: the caller is signed in, and a client that sees 401 would end the session over an answer that came late. */
export class PasskeyRefusedError extends ProblemException {
  constructor() {
    super({
      status: 403,
      code: 'passkey_refused',
      detail: 'The passkey could not be checked, or it took more than five minutes. Start again.',
    });
  }
}

export class PasskeyExistsError extends ProblemException {
  constructor() {
    super({ status: 409, code: 'passkey_exists', detail: 'This passkey was added before.' });
  }
}

export class TooManyPasskeysError extends ProblemException {
  constructor(maximum: number) {
    super({
      status: 409,
      code: 'too_many_passkeys',
      detail: `An account has at most ${maximum} passkeys. Remove one first.`,
    });
  }
}

export class PasskeyNotFoundError extends ProblemException {
  constructor() {
    super({ status: 404, code: 'passkey_not_found', detail: 'You have no such passkey; it may have been removed.' });
  }
}
