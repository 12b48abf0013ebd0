import { Brackets, type Repository, type SelectQueryBuilder } from 'typeorm';
import { escapeLike } from '../platform/database/escape-like.ts';
import type { TaskEntity } from './task.entity.ts';
import type { TaskQuery } from './task.schemas.ts';
import type { Cursor } from './task-order.ts';

/** One page of a user's live tasks, and one more row that shows whether there is another page. */
export function taskListQuery(
  tasks: Repository<TaskEntity>,
  userId: number,
  query: Pick<TaskQuery, 'status' | 'priority' | 'q' | 'limit'>,
  cursor: Cursor,
): SelectQueryBuilder<TaskEntity> {
  const { expression, direction } = cursor.order;
  const builder = tasks
    .createQueryBuilder('task')
    .where('task.user_id = :userId AND task.deleted_at IS NULL', { userId })
    .orderBy(expression, direction)
    .addOrderBy('task.id', direction)
    .limit(query.limit + 1);
  if (query.status !== undefined) builder.andWhere('task.status = :status', { status: query.status });
  if (query.priority !== undefined) builder.andWhere('task.priority = :priority', { priority: query.priority });
  if (query.q !== undefined) {
    builder.andWhere(
      new Brackets((where) => where.where('task.title LIKE :pattern').orWhere('task.description LIKE :pattern')),
      { pattern: `%${escapeLike(query.q)}%` },
    );
  }
  if (cursor.after !== undefined) {
    const beyond = direction === 'ASC' ? '>' : '<';
    // Not written as (a, id) > (?, ?), because MySQL and MariaDB cannot use an index for that.
    builder.andWhere(
      new Brackets((where) =>
        where.where(`${expression} ${beyond} :value`).orWhere(`(${expression} = :value AND task.id ${beyond} :id)`),
      ),
      cursor.after,
    );
  }
  return builder;
}
