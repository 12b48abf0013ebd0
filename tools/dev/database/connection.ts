import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';

/** Opens one connection, runs the statements and closes it; rejects with the driver's error. */
export async function runStatements(uri: string, statements: readonly string[]): Promise<void> {
  const connection = await createConnection({ uri, connectTimeout: 5_000 });
  try {
    for (const statement of statements) await connection.query(statement);
  } finally {
    await connection.end();
  }
}

/**
 * Resolves to `true` once the server answers, to `false` when `patience` milliseconds have passed or `gaveUp()` says
 * that waiting is pointless.
 */
export async function answers(uri: string, patience: number, gaveUp: () => boolean): Promise<boolean> {
  const deadline = Date.now() + patience;
  while (Date.now() < deadline && !gaveUp()) {
    try {
      await runStatements(uri, ['SELECT 1']);
      return true;
    } catch {
      await sleep(50);
    }
  }
  return false;
}
