import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The status that a completed task had before. Null for tasks that were completed before this migration. */
export class KeepStatusBeforeCompletion1767226510000 implements MigrationInterface {
  readonly name = 'KeepStatusBeforeCompletion1767226510000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE tasks ADD COLUMN previous_status ENUM('pending', 'in_progress') NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE tasks DROP COLUMN previous_status');
  }
}
