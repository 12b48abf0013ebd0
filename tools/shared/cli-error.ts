/** An expected failure that the operator can fix. Commands print its message without a stack. */
export class CliError extends Error {
  override name = 'CliError';
}

/** Wrong arguments. The message says which, and what is allowed; the command exits with 2. */
export class UsageError extends CliError {
  override name = 'UsageError';
}

const writeFailures: Record<string, string> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'it is on a read-only file system',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOTDIR: 'a part of that path is a file',
};

/** @returns a CliError that says how to fix a failed write below `folder`; any other error unchanged */
export function explainWriteFailure(error: unknown, folder: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = writeFailures[code];
  return reason === undefined
    ? error
    : new CliError(`Cannot write to ${folder}: ${reason} (${code}). Set DATA_DIR to a folder that can be written.`);
}
