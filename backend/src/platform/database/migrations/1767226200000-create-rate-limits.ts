import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Counters shared by all replicas, with the columns that rate-limiter-flexible expects. `expire` is Unix time in ms.
 */
export class CreateRateLimits1767226200000 implements MigrationInterface {
  readonly name = 'CreateRateLimits1767226200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE rate_limits (
        \`key\` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
        points INT NOT NULL DEFAULT 0,
        expire BIGINT UNSIGNED NULL,
        PRIMARY KEY (\`key\`),
        INDEX ix_rate_limits_expire (expire)
      ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE rate_limits');
  }
}
