import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Audit events outlive the users they name: no foreign key deletes or changes them, and each keeps the usernames as of
 * then. Of users who were deleted before, the id is lost. Their events get a name that no user can have, so that they
 * differ from events of the system, which have neither an id nor a name.
 */
export class KeepAuditEvents1767226300000 implements MigrationInterface {
  readonly name = 'KeepAuditEvents1767226300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE audit_events
        ADD COLUMN actor_name VARCHAR(50) CHARACTER SET ascii COLLATE ascii_general_ci NULL AFTER actor_id,
        ADD COLUMN subject_name VARCHAR(50) CHARACTER SET ascii COLLATE ascii_general_ci NULL AFTER subject_id
    `);
    await runner.query('ALTER TABLE audit_events DROP FOREIGN KEY fk_audit_events_actor_id');
    await runner.query('ALTER TABLE audit_events DROP FOREIGN KEY fk_audit_events_subject_id');
    for (const role of ['actor', 'subject']) {
      await runner.query(
        `UPDATE audit_events JOIN users ON users.id = audit_events.${role}_id
         SET audit_events.${role}_name = users.username`,
      );
    }
    await runner.query(
      `UPDATE audit_events SET actor_name = 'deleted user' WHERE actor_id IS NULL
       AND action NOT IN ('admin.created', 'password.reset_requested', 'session.reuse_detected')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('UPDATE audit_events SET actor_id = NULL WHERE actor_id NOT IN (SELECT id FROM users)');
    await runner.query('DELETE FROM audit_events WHERE subject_id NOT IN (SELECT id FROM users)');
    await runner.query(`
      ALTER TABLE audit_events
        DROP COLUMN actor_name,
        DROP COLUMN subject_name,
        ADD CONSTRAINT fk_audit_events_actor_id FOREIGN KEY (actor_id) REFERENCES users (id) ON DELETE SET NULL,
        ADD CONSTRAINT fk_audit_events_subject_id FOREIGN KEY (subject_id) REFERENCES users (id) ON DELETE CASCADE
    `);
  }
}
