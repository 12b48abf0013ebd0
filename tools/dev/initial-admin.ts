import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explainWriteFailure } from '../shared/cli-error.ts';

/** The account that auth makes when it starts on a database without an admin. */
export interface InitialAdmin {
  readonly username: string;
  /** The first password. The admin must change it at the first sign-in. */
  readonly password: string;
  /** File with the password. Only this user can read it. */
  readonly passwordFile: string;
  /** Whether this start made the password. */
  readonly isNew: boolean;
}

/** Makes a random first password at the first start; later starts keep it. */
export function ensureInitialAdmin(folder: string): InitialAdmin {
  const passwordFile = join(folder, 'admin-password');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const isNew = !existsSync(passwordFile);
    if (isNew) writeFileSync(passwordFile, `${randomBytes(18).toString('base64url')}\n`, { mode: 0o600 });
    return { username: 'admin', password: readFileSync(passwordFile, 'utf8').trim(), passwordFile, isNew };
  } catch (error) {
    throw explainWriteFailure(error, folder);
  }
}
