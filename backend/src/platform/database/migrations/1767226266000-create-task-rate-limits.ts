import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The counters of a process that runs tasks alone, like `rate_limits`. A table of their own, because the library that counts
 * reads and deletes rows: on a shared table, an attacker in tasks could clear the failed sign-ins that auth counted.
 */
export class CreateTaskRateLimits1767226266000 implements MigrationInterface {
  readonly name = 'CreateTaskRateLimits1767226266000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE task_rate_limits (
        \`key\` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
        points INT NOT NULL DEFAULT 0,
        expire BIGINT UNSIGNED NULL,
        PRIMARY KEY (\`key\`),
        INDEX ix_task_rate_limits_expire (expire)
      ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE task_rate_limits');
  }
}
