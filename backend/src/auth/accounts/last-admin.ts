import type { EntityManager } from 'typeorm';
import { ProblemException } from '../../http/problem.ts';
import { UserEntity } from './user.entity.ts';

export class LastAdminError extends ProblemException {
  constructor() {
    super({
      status: 409,
      code: 'last_admin',
      detail: 'Nobody else can administer this installation. Make somebody else an admin first.',
    });
  }
}

/**
 * Call it before `userId` loses the role, is disabled or is deleted, as the first statement of that transaction. The rows
 * of all enabled admins stay locked until it ends, so that two who let each other go at once take turns, and the second
 * is refused.
 *
 * @throws {LastAdminError} when `userId` is the only enabled admin
 */
export async function keepAnAdmin(userId: number, transaction: EntityManager): Promise<void> {
  const admins = await transaction
    .createQueryBuilder(UserEntity, 'user')
    .select('user.id')
    .where("user.role = 'admin' AND user.disabled_at IS NULL")
    .setLock('pessimistic_write')
    .getMany();
  if (admins.length === 1 && admins[0]?.id === userId) throw new LastAdminError();
}
