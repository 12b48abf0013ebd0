import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Links that let a browser sign in while the account is locked for unknown browsers. */
export class AddUnlockLinks1767226400000 implements MigrationInterface {
  readonly name = 'AddUnlockLinks1767226400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      "ALTER TABLE email_links MODIFY purpose ENUM('verify_email', 'reset_password', 'unlock_sign_in') NOT NULL",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DELETE FROM email_links WHERE purpose = 'unlock_sign_in'");
    await runner.query("ALTER TABLE email_links MODIFY purpose ENUM('verify_email', 'reset_password') NOT NULL");
  }
}
