import { Brackets, type Repository, type SelectQueryBuilder } from 'typeorm';
import { escapeLike } from '../platform/database/escape-like.ts';
import type { TaskEntity } from './task.entity.ts';
import type { TaskQuery } from './task.schemas.ts';
import type { Place } from './task-order.ts';

/** One page of a person's live tasks, and one row more to tell whether there is another page. */
export function taskListQuery(
  tasks: Repository<TaskEntity>,
  owner: number,
  query: Pick<TaskQuery, 'status' | 'priority' | 'q' | 'limit'>,
  place: Place,
): SelectQueryBuilder<TaskEntity> {
  const { expression, direction } = place.order;
  const builder = tasks
    .createQueryBuilder('task')
    .where('task.user_id = :owner AND task.deleted_at IS NULL', { owner })
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
  if (place.after !== undefined) {
    const beyond = direction === 'ASC' ? '>' : '<';
    // Spelled out rather than (a, id) > (?, ?), for which MySQL and MariaDB cannot use an index.
    builder.andWhere(
      new Brackets((where) =>
        where.where(`${expression} ${beyond} :value`).orWhere(`(${expression} = :value AND task.id ${beyond} :id)`),
      ),
      place.after,
    );
  }
  return builder;
}
