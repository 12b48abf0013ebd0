import { ProblemException } from '../../platform/http/problem.ts';

/** Told only to those who know the password. */
export class SecondFactorRequiredError extends ProblemException {
  constructor() {
    super({
      status: 401,
      code: 'second_factor_required',
      detail: 'This account also asks for a one-time code, or one of its recovery codes.',
      errors: [{ field: 'code', message: 'is missing' }],
      headers: { 'WWW-Authenticate': 'Bearer' },
    });
  }
}

/** The same for a wrong code and a spent one; told only to those who know the password. */
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

/** Not 401: the caller is signed in, and a client that sees 401 would end the session over a mistyped code. */
export class WrongCodeError extends ProblemException {
  constructor() {
    super({
      status: 403,
      code: 'wrong_code',
      detail: 'The code is wrong; nothing was changed. The clock of the device has to be right to half a minute.',
      errors: [{ field: 'code', message: 'is wrong' }],
    });
  }
}

export class SecondFactorEnabledError extends ProblemException {
  constructor() {
    super({
      status: 409,
      code: 'second_factor_enabled',
      detail: 'This account has a second factor already. Remove it first.',
    });
  }
}

export class SecondFactorNotEnabledError extends ProblemException {
  constructor() {
    super({ status: 409, code: 'second_factor_not_enabled', detail: 'This account has no second factor.' });
  }
}

export class SecondFactorNotStartedError extends ProblemException {
  constructor() {
    super({
      status: 409,
      code: 'second_factor_not_started',
      detail: 'No secret waits for a code. Ask for one first.',
    });
  }
}
