import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * `down` moves the tasks in the trash back to their users' lists: a user can delete a task again, but a deleted row
 * cannot be restored.
 */
export class AddTrash1767225720000 implements MigrationInterface {
  readonly name = 'AddTrash1767225720000';

  async up(runner: QueryRunner): Promise<void> {
    // The new index replaces the first one in one statement, because the foreign key always needs one of them.
    await runner.query(`
      ALTER TABLE tasks
        ADD COLUMN deleted_at DATETIME(3) NULL,
        ADD INDEX ix_tasks_user_live_created (user_id, deleted_at, created_at, id),
        ADD INDEX ix_tasks_user_live_status_created (user_id, deleted_at, status, created_at, id),
        ADD INDEX ix_tasks_deleted (deleted_at),
        DROP INDEX ix_tasks_user_created
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE tasks
        ADD INDEX ix_tasks_user_created (user_id, created_at, id),
        DROP INDEX ix_tasks_deleted,
        DROP INDEX ix_tasks_user_live_status_created,
        DROP INDEX ix_tasks_user_live_created,
        DROP COLUMN deleted_at
    `);
  }
}
