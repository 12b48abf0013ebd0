import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * WebAuthn credentials. An id can have 1,023 bytes, which is too long for an index, so the unique index is on its
 * SHA-256. A challenge works once: the first response deletes its row.
 */
export class CreatePasskeys1767226020000 implements MigrationInterface {
  readonly name = 'CreatePasskeys1767226020000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE passkeys (
        id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
        user_id BIGINT UNSIGNED NOT NULL,
        credential_hash BINARY(32) NOT NULL,
        credential_id VARBINARY(1023) NOT NULL,
        user_handle BINARY(32) NOT NULL,
        public_key VARBINARY(2048) NOT NULL,
        counter BIGINT UNSIGNED NOT NULL,
        transports VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
        name VARCHAR(50) NOT NULL,
        created_at DATETIME(3) NOT NULL,
        last_used_at DATETIME(3) NULL,
        PRIMARY KEY (id),
        CONSTRAINT uq_passkeys_credential_hash UNIQUE (credential_hash),
        CONSTRAINT fk_passkeys_user_id FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
      ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci
    `);
    await runner.query(`
      CREATE TABLE passkey_challenges (
        challenge BINARY(32) NOT NULL,
        user_id BIGINT UNSIGNED NULL,
        expires_at DATETIME(3) NOT NULL,
        PRIMARY KEY (challenge),
        CONSTRAINT fk_passkey_challenges_user_id FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
        INDEX ix_passkey_challenges_expires (expires_at)
      ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE passkey_challenges');
    await runner.query('DROP TABLE passkeys');
  }
}
