import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For reading all of a person's tasks by id, a batch at a time; InnoDB's own indexes end with the id, this one says so. */
export class IndexTasksByOwner1767226260000 implements MigrationInterface {
  readonly name = 'IndexTasksByOwner1767226260000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE tasks ADD INDEX ix_tasks_user_id (user_id, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE tasks DROP INDEX ix_tasks_user_id');
  }
}
