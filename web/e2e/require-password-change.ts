import { runStatements } from '../../tools/dev/database/connection.ts';
import { readRun } from './environment.ts';
import type { User } from './fixtures.ts';

/** Makes true of somebody what is true of the first admin, and of nobody else by any API: another chose their password. */
export async function sayPasswordIsForeign({ username }: User): Promise<void> {
  const { database } = readRun();
  if (database === undefined) throw new Error('E2E_DATABASE has to name the database of the site');
  await runStatements(database, [`UPDATE users SET must_change_password = TRUE WHERE username = '${username}'`]);
}
