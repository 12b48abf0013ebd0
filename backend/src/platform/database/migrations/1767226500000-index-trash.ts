import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For the pages of a user's trash, ordered by the time of deletion. */
export class IndexTrash1767226500000 implements MigrationInterface {
  readonly name = 'IndexTrash1767226500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE tasks ADD INDEX ix_tasks_user_trash (user_id, deleted_at, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE tasks DROP INDEX ix_tasks_user_trash');
  }
}
