import { QueryFailedError } from 'typeorm';

/** Error codes of mysql2, MySQL and sockets that mean: the database is unreachable or overloaded. */
const unavailableCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'PROTOCOL_CONNECTION_LOST',
  'ER_SERVER_SHUTDOWN',
  'ER_CON_COUNT_ERROR',
  'ER_TOO_MANY_USER_CONNECTIONS',
  'ER_LOCK_WAIT_TIMEOUT',
  'ER_LOCK_DEADLOCK',
  'ER_OPTION_PREVENTS_STATEMENT',
]);

/** Errors of mysql2 that have only a message and no code. */
const unavailableMessages = [
  'Queue limit reached.',
  'Pool is closed.',
  "Can't add new command when connection is in closed state",
];

interface DriverError extends Error {
  code?: string;
  errno?: number;
}

function driverErrorOf(error: unknown): DriverError | undefined {
  if (error instanceof QueryFailedError) return error.driverError;
  return error instanceof Error ? error : undefined;
}

/** Whether the database is unreachable or overloaded, so that a later attempt may succeed. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const driverError = driverErrorOf(error);
  if (driverError === undefined) return false;
  if (unavailableCodes.has(driverError.code ?? '')) return true;
  return unavailableMessages.some((message) => driverError.message.startsWith(message));
}

/** ER_QUERY_TIMEOUT of MySQL, and ER_STATEMENT_TIMEOUT of MariaDB, which mysql2 does not know by name. */
const statementTimeouts = new Set([3024, 1969]);

/** Whether the server cut a statement off because it took longer than the session allows. */
export function isStatementTimeout(error: unknown): boolean {
  return statementTimeouts.has(driverErrorOf(error)?.errno ?? 0);
}

/** Whether a statement violated the unique constraint with that name. */
export function violatesUnique(error: unknown, constraint: string): boolean {
  const driverError = driverErrorOf(error);
  // MySQL writes 'users.uq_users_email', MariaDB 'uq_users_email'.
  return driverError?.code === 'ER_DUP_ENTRY' && new RegExp(`['.]${constraint}'`).test(driverError.message);
}

/** Whether a row refers to a row that does not exist. */
export function violatesForeignKey(error: unknown): boolean {
  return driverErrorOf(error)?.code === 'ER_NO_REFERENCED_ROW_2';
}
