import { ProblemException } from '../platform/http/problem.ts';

/** The user has as many tasks as `TASKS_PER_USER` allows. */
export class TaskQuotaReachedError extends ProblemException {
  constructor(quota: number) {
    super({
      status: 409,
      code: 'task_quota_reached',
      detail: `You have ${quota} tasks, the most that an account can have. Tasks in the trash count until they are deleted for good, 30 days after you moved them there.`,
    });
  }
}

/** Also thrown for a task of another user, so that the response does not reveal that it exists. */
export class TaskNotFoundError extends ProblemException {
  constructor() {
    super({ status: 404, code: 'task_not_found', detail: 'There is no such task. It may have been deleted.' });
  }
}
