import { QueryFailedError } from 'typeorm';

/**
 * Names the SQL statement that a database error is about: its kind and its first table, such as `UPDATE users`. The
 * statement itself is not safe to log, because the driver writes values into it.
 *
 * @returns undefined for an error that no statement caused
 */
export function failedStatement(error: Error): string | undefined {
  const sql = sqlOf(error);
  if (sql === undefined) return undefined;
  const kind = /^\s*([a-z]+)/i.exec(sql)?.[1]?.toUpperCase();
  if (kind === undefined) return 'unknown';
  const table = /\b(?:FROM|INTO|UPDATE|TABLE)\s+`?([a-z_]+)/i.exec(sql)?.[1];
  return table === undefined ? kind : `${kind} ${table}`;
}

/** TypeORM's errors have `query`, errors of the driver have `sql`. */
function sqlOf(error: Error): string | undefined {
  if (error instanceof QueryFailedError) return error.query;
  return 'sql' in error && typeof error.sql === 'string' ? error.sql : undefined;
}
