import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Gives every foreign key an index of its own that is the first one to begin with its column. MySQL 9.6 and newer check
 * foreign keys in the SQL layer, through the first index that fits. When that index has another column and it is null,
 * 9.7.4 skips the check: with `(user_id, deleted_at, …)` it accepted a task for a user who did not exist.
 *
 * A server orders indexes by their creation, so the wider ones are created again. Each statement does all of its table's
 * changes at once. InnoDB adds the primary key to every index, so `(user_id)` also serves as `(user_id, id)`.
 */
export class IndexForeignKeys1767226265000 implements MigrationInterface {
  readonly name = 'IndexForeignKeys1767226265000';

  async up(runner: QueryRunner): Promise<void> {
    // What 9.7.4 let through. Such tasks are visible to nobody.
    await runner.query('DELETE t FROM tasks t LEFT JOIN users u ON u.id = t.user_id WHERE u.id IS NULL');
    await runner.query(`
      ALTER TABLE tasks
        DROP INDEX ix_tasks_user_id,
        DROP INDEX ix_tasks_user_live_created,
        DROP INDEX ix_tasks_user_live_status_created,
        ADD INDEX ix_tasks_user (user_id),
        ADD INDEX ix_tasks_user_live_created (user_id, deleted_at, created_at, id),
        ADD INDEX ix_tasks_user_live_status_created (user_id, deleted_at, status, created_at, id)
    `);
    await runner.query(`
      ALTER TABLE sessions
        DROP INDEX ix_sessions_user,
        ADD INDEX ix_sessions_user (user_id),
        ADD INDEX ix_sessions_user_last_used (user_id, last_used_at)
    `);
    await runner.query(`
      ALTER TABLE email_links
        DROP INDEX ix_email_links_user,
        ADD INDEX ix_email_links_user (user_id),
        ADD INDEX ix_email_links_user_purpose (user_id, purpose)
    `);
    await runner.query(`
      ALTER TABLE audit_events
        DROP INDEX ix_audit_events_subject,
        DROP INDEX ix_audit_events_actor,
        ADD INDEX ix_audit_events_subject (subject_id),
        ADD INDEX ix_audit_events_actor (actor_id)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE audit_events
        DROP INDEX ix_audit_events_subject,
        DROP INDEX ix_audit_events_actor,
        ADD INDEX ix_audit_events_subject (subject_id, id),
        ADD INDEX ix_audit_events_actor (actor_id, id)
    `);
    await runner.query(`
      ALTER TABLE email_links
        DROP INDEX ix_email_links_user,
        DROP INDEX ix_email_links_user_purpose,
        ADD INDEX ix_email_links_user (user_id, purpose)
    `);
    await runner.query(`
      ALTER TABLE sessions
        DROP INDEX ix_sessions_user,
        DROP INDEX ix_sessions_user_last_used,
        ADD INDEX ix_sessions_user (user_id, last_used_at)
    `);
    await runner.query(`
      ALTER TABLE tasks
        ADD INDEX ix_tasks_user_id (user_id, id),
        DROP INDEX ix_tasks_user
    `);
  }
}
