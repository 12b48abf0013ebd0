import { ProblemException } from '../platform/http/problem.ts';

/** Also thrown for a task of another user, so that the response does not reveal that it exists. */
export class TaskNotFoundError extends ProblemException {
  constructor() {
    super({ status: 404, code: 'task_not_found', detail: 'There is no such task. It may have been deleted.' });
  }
}
