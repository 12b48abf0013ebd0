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
 * Waits until the server accepts connections.
 * @returns false when `timeoutMs` have passed or `isCancelled()` returns true
 */
export async function waitForServer(uri: string, timeoutMs: number, isCancelled: () => boolean): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline && !isCancelled()) {
    try {
      await runStatements(uri, ['SELECT 1']);
      return true;
    } catch {
      await sleep(50);
    }
  }
  return false;
}
