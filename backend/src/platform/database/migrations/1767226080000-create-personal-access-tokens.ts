import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tokens that users make for their scripts. Only the SHA-256 is stored; `hint` is the last four characters of the
 * token.
 */
export class CreatePersonalAccessTokens1767226080000 implements MigrationInterface {
  readonly name = 'CreatePersonalAccessTokens1767226080000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE personal_access_tokens (
        id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
        user_id BIGINT UNSIGNED NOT NULL,
        token_hash BINARY(32) NOT NULL,
        hint CHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        name VARCHAR(50) NOT NULL,
        scopes SET('tasks:read', 'tasks:write') NOT NULL,
        created_at DATETIME(3) NOT NULL,
        expires_at DATETIME(3) NOT NULL,
        last_used_at DATETIME(3) NULL,
        PRIMARY KEY (id),
        CONSTRAINT uq_personal_access_tokens_token_hash UNIQUE (token_hash),
        CONSTRAINT fk_personal_access_tokens_user_id FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
      ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE personal_access_tokens');
  }
}
