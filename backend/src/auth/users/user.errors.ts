import { ProblemException } from '../../platform/http/problem.ts';

export class UsernameTakenError extends ProblemException {
  constructor() {
    super({
      status: 409,
      code: 'username_taken',
      detail: 'Another account has this username. Choose a different one.',
      errors: [{ field: 'username', message: 'is already taken' }],
    });
  }
}

export class EmailTakenError extends ProblemException {
  constructor() {
    super({
      status: 409,
      code: 'email_taken',
      detail: 'Another account has this email. Sign in instead, or use a different email.',
      errors: [{ field: 'email', message: 'already has an account' }],
    });
  }
}

export class UserNotFoundError extends ProblemException {
  constructor() {
    super({ status: 404, code: 'user_not_found', detail: 'There is no such user. The account may have been deleted.' });
  }
}

export class LastAdminError extends ProblemException {
  constructor() {
    super({
      status: 409,
      code: 'last_admin',
      detail: 'This user is the only admin. Make another user an admin first.',
    });
  }
}
