import { failedStatement } from '../database/failed-statement.ts';

/** An error as it is logged. */
interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  /** The kind of the SQL statement and its table, such as `UPDATE users`. */
  readonly statement?: string;
  readonly stack?: string;
  readonly cause?: LoggedError;
}

/**
 * Copies only the named properties. Drivers and libraries add their data to their errors: a failed query contains its
 * parameters, among them email addresses and password hashes.
 */
export function loggedError(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  const { stack, cause } = error;
  const statement = failedStatement(error);
  const message = statement === undefined ? error.message : withoutValues(error.message);
  return {
    type: error.constructor.name,
    message,
    ...('code' in error && { code: String(error.code) }),
    ...(statement !== undefined && { statement }),
    // The first line of a stack repeats the message.
    ...(stack !== undefined && { stack: stack.replace(error.message, () => message) }),
    ...(cause !== undefined && { cause: loggedError(cause) }),
  };
}

/** The server quotes values and names alike, and does not escape quotes in them. So all text between quotes goes. */
function withoutValues(message: string): string {
  return message.replace(/'.*'/s, "'…'");
}
