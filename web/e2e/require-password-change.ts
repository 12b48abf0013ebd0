import { runStatements } from '../../tools/dev/database/connection.ts';
import { readRun } from './environment.ts';
import type { User } from './fixtures.ts';

/** Makes a user change the password at the next sign-in. Only the first admin is in this state; no API sets it. */
export async function requirePasswordChange({ username }: User): Promise<void> {
  const { database } = readRun();
  if (database === undefined) throw new Error('E2E_DATABASE has to name the database of the site');
  await runStatements(database, [`UPDATE users SET must_change_password = TRUE WHERE username = '${username}'`]);
}
