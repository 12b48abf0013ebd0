import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A row is one signed-in device: the family of refresh tokens that began with the sign-in. Hashes are SHA-256 of random
 * values, so a copy of the table gives no access.
 */
export class CreateSessions1767225840000 implements MigrationInterface {
  readonly name = 'CreateSessions1767225840000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sessions (
        id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
        user_id BIGINT UNSIGNED NOT NULL,
        family_hash BINARY(32) NOT NULL,
        token_hash BINARY(32) NOT NULL,
        previous_hash BINARY(32) NULL,
        salt BINARY(16) NOT NULL,
        device VARCHAR(100) NOT NULL,
        address VARCHAR(45) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        created_at DATETIME(3) NOT NULL,
        rotated_at DATETIME(3) NOT NULL,
        last_used_at DATETIME(3) NOT NULL,
        expires_at DATETIME(3) NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT uq_sessions_family_hash UNIQUE (family_hash),
        CONSTRAINT fk_sessions_user_id FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
        INDEX ix_sessions_user (user_id, last_used_at),
        INDEX ix_sessions_expires (expires_at)
      ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sessions');
  }
}
