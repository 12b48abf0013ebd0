import { ProblemException } from '../../platform/http/problem.ts';

/** Thrown only when the password was right. */
export class SecondFactorRequiredError extends ProblemException {
  constructor() {
    super({
      status: 401,
      code: 'second_factor_required',
      detail: 'This account also needs a one-time code or a recovery code.',
      errors: [{ field: 'code', message: 'is missing' }],
      headers: { 'WWW-Authenticate': 'Bearer' },
    });
  }
}

/** The same answer for a wrong code and a used one. Thrown only when the password was right. */
export class SecondFactorInvalidError extends ProblemException {
  constructor() {
    super({
      status: 401,
      code: 'second_factor_invalid',
      detail: 'The code is wrong or was used before. Wait for the next one, or use a recovery code.',
      errors: [{ field: 'code', message: 'is wrong or was used before' }],
      headers: { 'WWW-Authenticate': 'Bearer' },
    });
  }
}

/** Not 401: the user is signed in, and a client that receives 401 would end the session because of a mistyped code. */
export class WrongCodeError extends ProblemException {
  constructor() {
    super({
      status: 403,
      code: 'wrong_code',
      detail: 'The code is wrong; nothing was changed. The clock of the device must be accurate to half a minute.',
      errors: [{ field: 'code', message: 'is wrong' }],
    });
  }
}

export class SecondFactorEnabledError extends ProblemException {
  constructor() {
    super({
      status: 409,
      code: 'second_factor_enabled',
      detail: 'This account already has two-step verification. Disable it first.',
    });
  }
}

export class SecondFactorNotEnabledError extends ProblemException {
  constructor() {
    super({
      status: 409,
      code: 'second_factor_not_enabled',
      detail: 'This account does not have two-step verification.',
    });
  }
}

export class SecondFactorNotStartedError extends ProblemException {
  constructor() {
    super({
      status: 409,
      code: 'second_factor_not_started',
      detail: 'There is no secret to confirm. Request one first.',
    });
  }
}
