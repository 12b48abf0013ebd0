import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Usernames and email addresses are validated as ASCII and compared without case. In an ASCII column, look-alike
 * addresses (`jose@`, `josé@`) differ; a general Unicode collation would treat them as equal.
 */
export class CreateUsers1767225600000 implements MigrationInterface {
  readonly name = 'CreateUsers1767225600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE users (
        id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
        username VARCHAR(50) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
        email VARCHAR(100) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
        password VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        created_at DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
        PRIMARY KEY (id),
        CONSTRAINT uq_users_username UNIQUE (username),
        CONSTRAINT uq_users_email UNIQUE (email)
      ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE users');
  }
}
