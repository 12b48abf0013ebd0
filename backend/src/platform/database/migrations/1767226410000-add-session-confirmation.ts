import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When the user of a session last proved who they are. Sessions from before have to prove it before sensitive actions. */
export class AddSessionConfirmation1767226410000 implements MigrationInterface {
  readonly name = 'AddSessionConfirmation1767226410000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sessions ADD COLUMN confirmed_at DATETIME(3) NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sessions DROP COLUMN confirmed_at');
  }
}
