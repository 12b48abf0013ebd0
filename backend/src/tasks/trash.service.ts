import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Brackets, In, IsNull, LessThanOrEqual, Not, type Repository } from 'typeorm';
import { TaskEntity } from './task.entity.ts';
import { TaskNotFoundError } from './tasks.errors.ts';
import {
  isTrashed,
  parseTrashCursor,
  type TrashPage,
  type TrashQuery,
  toTrashedTask,
  trashCursorAfter,
} from './trash.schemas.ts';

/** Rows deleted with one statement, so that locks are held only briefly. */
const batchSize = 1_000;

/** The trash of a user. Every method takes the user's id and reads or deletes only that user's rows. */
@Injectable()
export class TrashService {
  constructor(@InjectRepository(TaskEntity) private readonly tasks: Repository<TaskEntity>) {}

  /** One page, the last deleted task first. */
  async list(userId: number, { limit, cursor }: TrashQuery): Promise<TrashPage> {
    const builder = this.tasks
      .createQueryBuilder('task')
      .where('task.user_id = :userId AND task.deleted_at IS NOT NULL', { userId })
      .orderBy('task.deleted_at', 'DESC')
      .addOrderBy('task.id', 'DESC')
      .limit(limit + 1);
    if (cursor !== undefined) {
      builder.andWhere(
        new Brackets((where) =>
          where.where('task.deleted_at < :deletedAt').orWhere('(task.deleted_at = :deletedAt AND task.id < :id)'),
        ),
        parseTrashCursor(cursor),
      );
    }
    const rows = (await builder.getMany()).filter(isTrashed);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const hasMore = rows.length > limit && last !== undefined;
    return { items: page.map(toTrashedTask), next_cursor: hasMore ? trashCursorAfter(last) : null };
  }

  /** Deletes one task for good. @throws {TaskNotFoundError} unless it is in the user's trash */
  async purge(userId: number, id: number): Promise<void> {
    const { affected } = await this.tasks.delete({ id, user_id: userId, deleted_at: Not(IsNull()) });
    if (affected === 0) throw new TaskNotFoundError();
  }

  /** Deletes for good what is in the trash now. A task that is restored meanwhile stays. */
  async purgeAll(userId: number): Promise<void> {
    const where = { user_id: userId, deleted_at: LessThanOrEqual(new Date()) };
    for (let found = batchSize; found === batchSize; ) {
      const rows = await this.tasks.find({ select: { id: true }, where, take: batchSize });
      found = rows.length;
      if (found > 0) await this.tasks.delete({ ...where, id: In(rows.map(({ id }) => id)) });
    }
  }
}
