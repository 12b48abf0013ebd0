import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { taskStatuses } from '@taskyard/contracts/fields';
import { IsNull, Not, type Repository } from 'typeorm';
import { ENVIRONMENT, type Environment } from '../platform/config/environment.ts';
import { insertRow } from '../platform/database/insert-row.ts';
import { violatesForeignKey } from '../platform/database/mysql-error.ts';
import { CancellableQueriesService } from '../platform/http/cancellable-queries.service.ts';
import { UnauthenticatedError } from '../platform/http/http.errors.ts';
import { TaskEntity } from './task.entity.ts';
import {
  type NewTask,
  type Task,
  type TaskChanges,
  type TaskCounts,
  type TaskPage,
  type TaskQuery,
  toTask,
} from './task.schemas.ts';
import { taskListQuery } from './task-list.query.ts';
import { cursorAfter, parseCursor } from './task-order.ts';
import { TaskSearchesService } from './task-searches.service.ts';
import { TaskNotFoundError, TaskQuotaReachedError } from './tasks.errors.ts';

/** The tasks of a user. Every method takes the user's id and reads or changes only that user's rows. */
@Injectable()
export class TasksService {
  constructor(
    @Inject(ENVIRONMENT) private readonly environment: Environment,
    @InjectRepository(TaskEntity) private readonly tasks: Repository<TaskEntity>,
    private readonly queries: CancellableQueriesService,
    private readonly searches: TaskSearchesService,
  ) {}

  /** @throws {RateLimitedError} for too many or too long searches */
  async list(userId: number, query: TaskQuery): Promise<TaskPage> {
    const cursor = parseCursor(query.sort, query.cursor);
    const read = () =>
      this.queries.run((manager) => taskListQuery(manager.getRepository(TaskEntity), userId, query, cursor).getMany());
    const rows = await (query.q === undefined ? read() : this.searches.run(userId, read));
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    const hasMore = rows.length > query.limit && last !== undefined;
    return { items: page.map(toTask), next_cursor: hasMore ? cursorAfter(last, cursor) : null };
  }

  async count(userId: number): Promise<TaskCounts> {
    const rows = await this.queries.run((manager) =>
      manager
        .createQueryBuilder(TaskEntity, 'task')
        .select('task.status', 'status')
        .addSelect('COUNT(*)', 'total')
        .where('task.user_id = :userId AND task.deleted_at IS NULL', { userId })
        .groupBy('task.status')
        .getRawMany<{ status: keyof TaskCounts; total: string }>(),
    );
    const totals = new Map(rows.map(({ status, total }) => [status, Number(total)]));
    const [pending, in_progress, completed] = taskStatuses.map((status) => totals.get(status) ?? 0);
    return { pending: pending ?? 0, in_progress: in_progress ?? 0, completed: completed ?? 0 };
  }

  /**
   * @throws {TaskQuotaReachedError} Requests at the same time may exceed the quota by their number.
   * @throws {UnauthenticatedError} when the account was deleted after the token was issued
   */
  async create(userId: number, fields: NewTask): Promise<Task> {
    const quota = this.environment.TASKS_PER_USER;
    // Trashed tasks count: otherwise, adding and deleting in turns would fill the database.
    if ((await this.tasks.countBy({ user_id: userId })) >= quota) throw new TaskQuotaReachedError(quota);
    const now = new Date();
    const values = {
      ...fields,
      user_id: userId,
      previous_status: null,
      created_at: now,
      updated_at: now,
      deleted_at: null,
    };
    try {
      return toTask(await insertRow(this.tasks, values));
    } catch (error) {
      if (violatesForeignKey(error)) throw new UnauthenticatedError();
      throw error;
    }
  }

  /** @throws {TaskNotFoundError} unless the user has a live task with that id; so do the methods below */
  async find(userId: number, id: number): Promise<Task> {
    const task = await this.tasks.findOneBy({ id, user_id: userId, deleted_at: IsNull() });
    if (task === null) throw new TaskNotFoundError();
    return toTask(task);
  }

  async change(userId: number, id: number, changes: TaskChanges): Promise<Task> {
    const { affected } = await this.tasks.update(
      { id, user_id: userId, deleted_at: IsNull() },
      { ...previousStatus(changes), ...changes, updated_at: new Date() },
    );
    if (affected === 0) throw new TaskNotFoundError();
    return this.find(userId, id);
  }

  /** Moves a live task to the trash. {@link restore} brings it back. */
  async moveToTrash(userId: number, id: number): Promise<void> {
    const { affected } = await this.tasks.update(
      { id, user_id: userId, deleted_at: IsNull() },
      { deleted_at: new Date() },
    );
    if (affected === 0) throw new TaskNotFoundError();
  }

  /** Brings a task back from the trash. @throws {TaskNotFoundError} unless it is in the user's trash */
  async restore(userId: number, id: number): Promise<Task> {
    const { affected } = await this.tasks.update(
      { id, user_id: userId, deleted_at: Not(IsNull()) },
      { deleted_at: null },
    );
    if (affected === 0) throw new TaskNotFoundError();
    return this.find(userId, id);
  }
}

/**
 * Keeps the status before completion in the same statement that completes the task. It must come before `status`: the
 * server assigns the columns in the order of the statement.
 */
function previousStatus({ status }: TaskChanges) {
  if (status === undefined) return {};
  if (status !== 'completed') return { previous_status: null };
  return { previous_status: () => "CASE WHEN status = 'completed' THEN previous_status ELSE status END" };
}
