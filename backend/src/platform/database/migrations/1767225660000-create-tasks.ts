import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * `unicode_520` is the oldest collation of MySQL 8.4 and MariaDB 10.11 that distinguishes emoji. With
 * `utf8mb4_unicode_ci`, a search for one emoji finds all of them.
 */
export class CreateTasks1767225660000 implements MigrationInterface {
  readonly name = 'CreateTasks1767225660000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE tasks (
        id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
        user_id BIGINT UNSIGNED NOT NULL,
        title VARCHAR(255) NOT NULL,
        description TEXT NULL,
        status ENUM('pending', 'in_progress', 'completed') NOT NULL DEFAULT 'pending',
        priority ENUM('low', 'medium', 'high') NOT NULL DEFAULT 'medium',
        due_date DATE NULL,
        created_at DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
        updated_at DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
        PRIMARY KEY (id),
        CONSTRAINT fk_tasks_user_id FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
        INDEX ix_tasks_user_created (user_id, created_at, id)
      ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE tasks');
  }
}
