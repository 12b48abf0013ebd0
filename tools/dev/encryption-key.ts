import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explainWriteFailure } from '../shared/cli-error.ts';

/**
 * Makes this checkout's `ENCRYPTION_KEY` at the first start. Later starts keep it, because the data it encrypted stays in the
 * database. Only this user can read the file.
 */
export function ensureEncryptionKey(folder: string): string {
  const path = join(folder, 'encryption.key');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!existsSync(path)) {
      // By rename, so that a killed process never leaves half a key.
      writeFileSync(`${path}.next`, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
      renameSync(`${path}.next`, path);
    }
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw explainWriteFailure(error, folder);
  }
}
