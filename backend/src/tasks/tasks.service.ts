import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { taskStatuses } from '@taskyard/contracts/fields';
import { IsNull, Not, type Repository } from 'typeorm';
import { insertRow } from '../platform/database/insert-row.ts';
import { violatesForeignKey } from '../platform/database/mysql-error.ts';
import { UnauthenticatedError } from '../platform/http/http.errors.ts';
import { TaskEntity } from './task.entity.ts';
import {
  type NewTask,
  type Task,
  type TaskChanges,
  type TaskCounts,
  type TaskPage,
  type TaskQuery,
} from './task.schemas.ts';
import { taskListQuery } from './task-list.query.ts';
import { cursorAfter, placeOf } from './task-order.ts';
import { TaskNotFoundError } from './tasks.errors.ts';

/** A person's tasks. Every method takes the owner's id and sees nobody else's rows. */
@Injectable()
export class TasksService {
  constructor(@InjectRepository(TaskEntity) private readonly tasks: Repository<TaskEntity>) {}

  async list(owner: number, query: TaskQuery): Promise<TaskPage> {
    const place = placeOf(query.sort, query.cursor);
    const rows = await taskListQuery(this.tasks, owner, query, place).getMany();
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    const hasMore = rows.length > query.limit && last !== undefined;
    return { items: page.map(present), next_cursor: hasMore ? cursorAfter(last, place) : null };
  }

  async count(owner: number): Promise<TaskCounts> {
    const rows: { status: keyof TaskCounts; total: string }[] = await this.tasks
      .createQueryBuilder('task')
      .select('task.status', 'status')
      .addSelect('COUNT(*)', 'total')
      .where('task.user_id = :owner AND task.deleted_at IS NULL', { owner })
      .groupBy('task.status')
      .getRawMany();
    const totals = new Map(rows.map(({ status, total }) => [status, Number(total)]));
    const [pending, in_progress, completed] = taskStatuses.map((status) => totals.get(status) ?? 0);
    return { pending: pending ?? 0, in_progress: in_progress ?? 0, completed: completed ?? 0 };
  }

  /** @throws {UnauthenticatedError} when the owner's account is gone since the token was made */
  async create(owner: number, fields: NewTask): Promise<Task> {
    const now = new Date();
    const values = { ...fields, user_id: owner, created_at: now, updated_at: now, deleted_at: null };
    try {
      return present(await insertRow(this.tasks, values));
    } catch (error) {
      if (violatesForeignKey(error)) throw new UnauthenticatedError();
      throw error;
    }
  }

  /** @throws {TaskNotFoundError} as do all methods below, unless the owner has such a live task */
  async find(owner: number, id: number): Promise<Task> {
    const task = await this.tasks.findOneBy({ id, user_id: owner, deleted_at: IsNull() });
    if (task === null) throw new TaskNotFoundError();
    return present(task);
  }

  async change(owner: number, id: number, changes: TaskChanges): Promise<Task> {
    const { affected } = await this.tasks.update(
      { id, user_id: owner, deleted_at: IsNull() },
      { ...changes, updated_at: new Date() },
    );
    if (affected === 0) throw new TaskNotFoundError();
    return this.find(owner, id);
  }

  /** Moves a live task to the trash, from where {@link restore} brings it back. */
  async discard(owner: number, id: number): Promise<void> {
    const { affected } = await this.tasks.update(
      { id, user_id: owner, deleted_at: IsNull() },
      { deleted_at: new Date() },
    );
    if (affected === 0) throw new TaskNotFoundError();
  }

  /** Brings a task back from the trash. @throws {TaskNotFoundError} unless the owner has it there */
  async restore(owner: number, id: number): Promise<Task> {
    const { affected } = await this.tasks.update(
      { id, user_id: owner, deleted_at: Not(IsNull()) },
      { deleted_at: null },
    );
    if (affected === 0) throw new TaskNotFoundError();
    return this.find(owner, id);
  }
}

function present({ deleted_at: _, created_at, updated_at, ...task }: TaskEntity): Task {
  return { ...task, created_at: created_at.toISOString(), updated_at: updated_at.toISOString() };
}
