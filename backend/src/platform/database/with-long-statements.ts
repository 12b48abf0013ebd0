import type { EntityManager } from 'typeorm';

/** Enough to delete the largest account on a slow disk. */
const longStatementSeconds = 60;

/**
 * Runs statements that may take longer than `DATABASE_STATEMENT_SECONDS`, on the connection of a transaction. For the rare
 * change that must be made as a whole. Only MariaDB bounds changes; MySQL skips its comment.
 */
export async function withLongStatements<Result>(
  transaction: EntityManager,
  work: () => Promise<Result>,
): Promise<Result> {
  await transaction.query(
    `SET @taskyard_long = 1 /*M!100101 , @taskyard_limit = @@max_statement_time,
     SESSION max_statement_time = ${longStatementSeconds} */`,
  );
  try {
    return await work();
  } finally {
    await transaction.query('SET @taskyard_long = NULL /*M!100101 , SESSION max_statement_time = @taskyard_limit */');
  }
}
