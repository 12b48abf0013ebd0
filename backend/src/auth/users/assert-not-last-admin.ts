import type { EntityManager } from 'typeorm';
import { UserEntity } from './user.entity.ts';
import { LastAdminError } from './user.errors.ts';

/**
 * Call it before `userId` loses the admin role, is disabled or is deleted, as the first statement of that transaction.
 * The rows of all enabled admins stay locked until the transaction ends. So when two admins remove each other at once,
 * the second request is refused.
 *
 * The transaction must be READ COMMITTED. With InnoDB's default, REPEATABLE READ, a transaction that waits for a row
 * lock also waits for the gap before that row. The transaction that holds the lock may have to insert a demoted admin
 * into that gap, and both would deadlock.
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
