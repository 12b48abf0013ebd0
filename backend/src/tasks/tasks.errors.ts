import { ProblemException } from '../platform/http/problem.ts';

/** Also for a task of somebody else: to this person it does not exist. */
export class TaskNotFoundError extends ProblemException {
  constructor() {
    super({ status: 404, code: 'task_not_found', detail: 'There is no such task. It may have been deleted.' });
  }
}
