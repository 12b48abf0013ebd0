import { setTimeout as sleep } from 'node:timers/promises';
import type { TestDatabase } from './test-database.ts';

/** The running statements of this database. No other test uses it, so a statement that is found twice waits for the lock. */
const runningStatements = `
  SELECT id, info FROM information_schema.processlist
  WHERE db = DATABASE() AND command = 'Query' AND id <> CONNECTION_ID()`;

/**
 * Sends a request that waits for a user's row while a transaction changes that row, then commits the change.
 *
 * @param change SQL, with `?` for the user's id
 * @param lock SQL that takes the locks which the change would take first
 * @returns the response of the request, which continued after the commit
 */
export async function raceWith<Response>(
  { connection }: TestDatabase,
  userId: number,
  change: string,
  request: () => Promise<Response>,
  lock = 'SELECT id FROM users WHERE id = ? FOR UPDATE',
): Promise<Response> {
  await connection.beginTransaction();
  try {
    await connection.query(lock, [userId]);
    const response = request();
    const readStatements = async () => JSON.stringify((await connection.query(runningStatements))[0]);
    for (let before = '[]'; ; ) {
      await sleep(100);
      const now = await readStatements();
      if (now !== '[]' && now === before) break;
      before = now;
    }
    await connection.query(change, [userId]);
    await connection.commit();
    return await response;
  } finally {
    await connection.rollback();
  }
}
