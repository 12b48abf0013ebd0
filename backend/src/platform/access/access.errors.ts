import { ProblemException } from '../http/problem.ts';
import type { Scope } from './principal.ts';

export class InsufficientScopeError extends ProblemException {
  constructor(scope: Scope) {
    super({
      status: 403,
      code: 'insufficient_scope',
      detail: `This token was not made for that: it lacks the scope ${scope}.`,
      headers: { 'WWW-Authenticate': `Bearer error="insufficient_scope", scope="${scope}"` },
    });
  }
}

export class PasswordChangeRequiredError extends ProblemException {
  constructor() {
    super({
      status: 403,
      code: 'password_change_required',
      detail: 'Choose a password of your own first; until then nothing else is open.',
    });
  }
}
