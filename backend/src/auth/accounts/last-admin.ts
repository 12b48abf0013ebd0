import type { EntityManager } from 'typeorm';
import { ProblemException } from '../../platform/http/problem.ts';
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
 * is refused. The transaction has to be READ COMMITTED: with InnoDB's default, who waits for the lock also waits for the
 * gap before the row, into which whoever holds it may have to move a demoted admin, and that is a deadlock.
 *
 * @throws {LastAdminError} when `userId` is the only enabled admin
 */
export async function assertNotLastAdmin(userId: number, transaction: EntityManager): Promise<void> {
  const admins = await transaction
    .createQueryBuilder(UserEntity, 'user')
    .select('user.id')
    .where("user.role = 'admin' AND user.disabled_at IS NULL")
    .setLock('pessimistic_write')
    .getMany();
  if (admins.length === 1 && admins[0]?.id === userId) throw new LastAdminError();
}
