import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The role of an account and the states it can have. */
export class AddRolesAndStates1767225780000 implements MigrationInterface {
  readonly name = 'AddRolesAndStates1767225780000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE users
        ADD COLUMN role ENUM('user', 'admin') NOT NULL DEFAULT 'user',
        ADD COLUMN disabled_at DATETIME(3) NULL,
        ADD COLUMN must_change_password BOOLEAN NOT NULL DEFAULT FALSE,
        ADD COLUMN email_verified_at DATETIME(3) NULL,
        ADD COLUMN second_factor_at DATETIME(3) NULL,
        ADD INDEX ix_users_role (role, disabled_at)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE users
        DROP INDEX ix_users_role,
        DROP COLUMN second_factor_at,
        DROP COLUMN email_verified_at,
        DROP COLUMN must_change_password,
        DROP COLUMN disabled_at,
        DROP COLUMN role
    `);
  }
}
