import { ProblemException } from '../../platform/http/problem.ts';

export class UserNotFoundError extends ProblemException {
  constructor() {
    super({ status: 404, code: 'user_not_found', detail: 'There is no such person. The account may be gone.' });
  }
}
