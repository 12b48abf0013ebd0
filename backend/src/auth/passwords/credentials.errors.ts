import { ProblemException } from '../../platform/http/problem.ts';

/** The same answer for an unknown user and for a wrong password. */
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

/** Not 401: the user is signed in, and a client that receives 401 would end the session because of a typing mistake. */
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
