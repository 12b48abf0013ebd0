import { ProblemException } from '../platform/http/problem.ts';

/** The user has as many tasks as `TASKS_PER_USER` allows. */
export class TaskQuotaReachedError extends ProblemException {
  constructor(quota: number) {
    super({
      status: 409,
      code: 'task_quota_reached',
      detail: `You have ${quota} tasks, the most that an account can have. Tasks in the trash count too: delete them there for good, or wait until they are 30 days in the trash.`,
    });
  }
}

/** Also thrown for a task of another user, so that the response does not reveal that it exists. */
export class TaskNotFoundError extends ProblemException {
  constructor() {
    super({ status: 404, code: 'task_not_found', detail: 'There is no such task. It may have been deleted.' });
  }
}

export class TooManyExportsError extends ProblemException {
  /** @param limit how many exports of a user run at the same time */
  constructor(limit: number) {
    super({
      status: 429,
      code: 'too_many_exports',
      detail: `${limit} exports of your tasks are being downloaded. Wait until one has ended, or cancel it.`,
      headers: { 'Retry-After': '10' },
    });
  }
}
