import { setTimeout as pause } from 'node:timers/promises';
import type { TestDatabase } from './test-database.ts';

/** The statements under way in this database. No other test uses it, so one that is found twice waits for the lock. */
const underWay = `
  SELECT id, info FROM information_schema.processlist
  WHERE db = DATABASE() AND command = 'Query' AND id <> CONNECTION_ID()`;

/**
 * Has a request come to a person's row while a change of it is under way, and go on once that change was made.
 *
 * @param change SQL, with `?` for the person's id
 * @param hold SQL that takes the locks which the change would have taken first
 * @returns the answer of the one that was overtaken
 */
export async function overtaken<Answer>(
  { connection }: TestDatabase,
  personId: number,
  change: string,
  request: () => Promise<Answer>,
  hold = 'SELECT id FROM users WHERE id = ? FOR UPDATE',
): Promise<Answer> {
  await connection.beginTransaction();
  try {
    await connection.query(hold, [personId]);
    const answer = request();
    const look = async () => JSON.stringify((await connection.query(underWay))[0]);
    for (let before = '[]'; ; ) {
      await pause(100);
      const now = await look();
      if (now !== '[]' && now === before) break;
      before = now;
    }
    await connection.query(change, [personId]);
    await connection.commit();
    return await answer;
  } finally {
    await connection.rollback();
  }
}
