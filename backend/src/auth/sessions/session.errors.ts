import { ProblemException } from '../../platform/http/problem.ts';

export class AdminRequiredError extends ProblemException {
  constructor() {
    super({ status: 403, code: 'admin_required', detail: 'Only admins can do this.' });
  }
}

export class SessionNotFoundError extends ProblemException {
  constructor() {
    super({ status: 404, code: 'session_not_found', detail: 'You have no such session; it may have ended.' });
  }
}

/** The session is valid, but may be one that was left open. */
export class ConfirmationRequiredError extends ProblemException {
  constructor() {
    super({
      status: 403,
      code: 'confirmation_required',
      detail: 'Confirm first that it is you, with your password, a code or a passkey. Then repeat the request.',
    });
  }
}
