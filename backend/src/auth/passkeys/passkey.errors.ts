import { ProblemException } from '../../platform/http/problem.ts';

/** The same answer for a passkey that is unknown, forged, replayed, too late or of a disabled account. */
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

/** Not 401: the user is signed in, and a client that receives 401 would end the session because of a late answer. */
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
    super({ status: 409, code: 'passkey_exists', detail: 'This passkey was already added.' });
  }
}

export class TooManyPasskeysError extends ProblemException {
  constructor(maximum: number) {
    super({
      status: 409,
      code: 'too_many_passkeys',
      detail: `An account can have ${maximum} passkeys. Remove one first.`,
    });
  }
}

export class PasskeyNotFoundError extends ProblemException {
  constructor() {
    super({ status: 404, code: 'passkey_not_found', detail: 'You have no such passkey; it may have been removed.' });
  }
}
