import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The audit log. When an account is deleted, the events that happened to its user are deleted too. Events that the user
 * caused for others stay, without an actor.
 */
export class CreateAuditEvents1767226140000 implements MigrationInterface {
  readonly name = 'CreateAuditEvents1767226140000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_events (
        id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
        occurred_at DATETIME(3) NOT NULL,
        action VARCHAR(50) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        actor_id BIGINT UNSIGNED NULL,
        subject_id BIGINT UNSIGNED NULL,
        correlation_id VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NULL,
        PRIMARY KEY (id),
        CONSTRAINT fk_audit_events_actor_id FOREIGN KEY (actor_id) REFERENCES users (id) ON DELETE SET NULL,
        CONSTRAINT fk_audit_events_subject_id FOREIGN KEY (subject_id) REFERENCES users (id) ON DELETE CASCADE,
        INDEX ix_audit_events_subject (subject_id, id),
        INDEX ix_audit_events_actor (actor_id, id)
      ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE audit_events');
  }
}
