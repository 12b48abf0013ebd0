import { ProblemException } from '../http/problem.ts';
import type { Scope } from './principal.ts';

export class InsufficientScopeError extends ProblemException {
  constructor(scope: Scope) {
    super({
      status: 403,
      code: 'insufficient_scope',
      detail: `The token lacks the scope ${scope}.`,
      headers: { 'WWW-Authenticate': `Bearer error="insufficient_scope", scope="${scope}"` },
    });
  }
}

export class PasswordChangeRequiredError extends ProblemException {
  constructor() {
    super({
      status: 403,
      code: 'password_change_required',
      detail: 'Change your password first. Until then, no other request is allowed.',
    });
  }
}

export class SecondFactorSetupRequiredError extends ProblemException {
  constructor() {
    super({
      status: 403,
      code: 'second_factor_setup_required',
      detail: 'Set up two-step verification first, then refresh the session. Until then, no other request is allowed.',
    });
  }
}
