import { CliError } from '../../shared/cli-error.ts';
import { runStatements } from './connection.ts';
import type { Database } from './database.ts';

/** Uses an existing database unchanged. It is checked at once, so that a typing mistake is reported before anything starts. */
export async function useGivenDatabase(url: string): Promise<Database> {
  const parsed = URL.parse(url);
  if (parsed?.protocol !== 'mysql:' || parsed.hostname === '' || parsed.pathname.length < 2) {
    throw new CliError('DATABASE_URL must look like mysql://user:password@host:3306/name.');
  }
  // Without the password: this line appears in terminals and logs.
  const location = `${parsed.hostname}:${parsed.port === '' ? 3306 : parsed.port}${parsed.pathname}`;
  try {
    await runStatements(url, ['SELECT 1']);
  } catch (error) {
    throw new CliError(`The database of DATABASE_URL (${location}) cannot be used: ${reasonOf(error)}.`);
  }
  return {
    url,
    kind: 'given',
    description: `the database at ${location} (DATABASE_URL)`,
    failed: new Promise(() => {}),
    restart: async () => {
      throw new CliError(`The database of DATABASE_URL (${location}) was not started here.`);
    },
    stop: async () => {},
  };
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ECONNREFUSED':
      return 'nothing listens there';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'its host name is not known';
    case 'ETIMEDOUT':
      return 'it did not answer within 5 s';
    case 'ER_ACCESS_DENIED_ERROR':
      return 'it refuses that user name or password';
    case 'ER_BAD_DB_ERROR':
      return 'there is no database of that name; create it first';
    case 'ER_DBACCESS_DENIED_ERROR':
      return 'that user may not use that database';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
