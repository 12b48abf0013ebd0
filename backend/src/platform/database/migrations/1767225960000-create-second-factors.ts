import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One-time passwords (RFC 6238) and recovery codes for a lost device. The secret is needed to check a code, so it is
 * encrypted and not hashed. `last_step` is the time step of the last accepted code, so that each code works once.
 */
export class CreateSecondFactors1767225960000 implements MigrationInterface {
  readonly name = 'CreateSecondFactors1767225960000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE totp_secrets (
        user_id BIGINT UNSIGNED NOT NULL,
        secret VARBINARY(255) NOT NULL,
        confirmed_at DATETIME(3) NULL,
        last_step BIGINT UNSIGNED NOT NULL DEFAULT 0,
        created_at DATETIME(3) NOT NULL,
        PRIMARY KEY (user_id),
        CONSTRAINT fk_totp_secrets_user_id FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
      ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci
    `);
    await runner.query(`
      CREATE TABLE recovery_codes (
        user_id BIGINT UNSIGNED NOT NULL,
        code_hash BINARY(32) NOT NULL,
        PRIMARY KEY (user_id, code_hash),
        CONSTRAINT fk_recovery_codes_user_id FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
      ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE recovery_codes');
    await runner.query('DROP TABLE totp_secrets');
  }
}
