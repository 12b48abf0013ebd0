import { ProblemException } from '../../platform/http/problem.ts';

/** Also for a token of another user. */
export class PersonalTokenNotFoundError extends ProblemException {
  constructor() {
    super({ status: 404, code: 'token_not_found', detail: 'You have no such token; it may have been revoked.' });
  }
}

export class TooManyPersonalTokensError extends ProblemException {
  constructor(maximum: number) {
    super({
      status: 409,
      code: 'too_many_tokens',
      detail: `An account can have ${maximum} tokens. Revoke one that you no longer use.`,
    });
  }
}
