import { ProblemException } from '../../platform/http/problem.ts';

export class UsernameTakenError extends ProblemException {
  constructor() {
    const message = 'is already taken';
    super({
      status: 409,
      code: 'username_taken',
      detail: 'Another account has this username. Choose a different one.',
      errors: [{ field: 'username', message }],
    });
  }
}

export class EmailTakenError extends ProblemException {
  constructor() {
    super({
      status: 409,
      code: 'email_taken',
      detail: 'Another account has this e-mail address. Sign in instead, or use a different address.',
      errors: [{ field: 'email', message: 'already has an account' }],
    });
  }
}

/** Says the same for an unknown name and for a wrong password. */
export class InvalidCredentialsError extends ProblemException {
  constructor() {
    super({
      status: 401,
      code: 'invalid_credentials',
      detail: 'The username or the password is wrong.',
      headers: { 'WWW-Authenticate': 'Bearer' },
    });
  }
}

/** Not 401: the caller is signed in, and a client that sees 401 would end the session over a mistyped password. */
export class WrongPasswordError extends ProblemException {
  constructor(field = 'password') {
    super({
      status: 403,
      code: 'wrong_password',
      detail: 'The password is wrong; nothing was changed.',
      errors: [{ field, message: 'is wrong' }],
    });
  }
}
