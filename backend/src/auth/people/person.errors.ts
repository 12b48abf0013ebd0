import { ProblemException } from '../../platform/http/problem.ts';

export class PersonNotFoundError extends ProblemException {
  constructor() {
    super({ status: 404, code: 'person_not_found', detail: 'There is no such person. The account may be gone.' });
  }
}
