/** Something the person at the terminal can put right: shown as one message, without a stack. */
export class CliError extends Error {
  override name = 'CliError';
}

const WRITE_FAILURES: Record<string, string> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'it is on a read-only file system',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOTDIR: 'a part of that path is a file',
};

/** Turns a failed write below `folder` into advice; any other error passes through unchanged. */
export function explainWriteFailure(error: unknown, folder: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = WRITE_FAILURES[code];
  return reason === undefined
    ? error
    : new CliError(`Cannot write to ${folder}: ${reason} (${code}). Set DATA_DIR to a folder that can be written.`);
}
