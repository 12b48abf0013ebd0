import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Links that were sent by email. Using a link deletes its row, so exactly one of two simultaneous uses succeeds. */
export class CreateEmailLinks1767225900000 implements MigrationInterface {
  readonly name = 'CreateEmailLinks1767225900000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE email_links (
        token_hash BINARY(32) NOT NULL,
        user_id BIGINT UNSIGNED NOT NULL,
        purpose ENUM('verify_email', 'reset_password') NOT NULL,
        email VARCHAR(100) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
        created_at DATETIME(3) NOT NULL,
        expires_at DATETIME(3) NOT NULL,
        PRIMARY KEY (token_hash),
        CONSTRAINT fk_email_links_user_id FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
        INDEX ix_email_links_user (user_id, purpose),
        INDEX ix_email_links_expires (expires_at)
      ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE email_links');
  }
}
