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
