import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For reading all tasks of a user by id in batches. InnoDB adds the id to every index anyway; here it is explicit. */
export class IndexTasksByOwner1767226260000 implements MigrationInterface {
  readonly name = 'IndexTasksByOwner1767226260000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE tasks ADD INDEX ix_tasks_user_id (user_id, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE tasks DROP INDEX ix_tasks_user_id');
  }
}
