import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliError, explainWriteFailure } from '../../shared/cli-error.ts';
import { LockHeld, type ProcessLock, takeLock } from '../../shared/processes/process-lock.ts';
import type { Flavour } from './server-program.ts';

/** The server that wrote a data folder. Only the same kind of server, not older, may open it again. */
export interface DataOrigin {
  readonly kind: Flavour | 'docker';
  readonly version: string;
}

/** An empty server needs 30 MB (MariaDB) to 200 MB (MySQL). On a full disk it stops without a message. */
const requiredBytes = 512 * 1024 * 1024;

/** The folder of a private database and the paths in it. */
export class DataFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  get data(): string {
    return join(this.path, 'data');
  }

  /** Used by the first initialisation, then renamed to `data`, so `data` is always complete. */
  get unfinished(): string {
    return join(this.path, 'data.unfinished');
  }

  /**
   * Temporary files of the server. Not the system's folder: at its start, MariaDB removes every temporary table there, also
   * those of other running servers.
   */
  get temporary(): string {
    return join(this.path, 'tmp');
  }

  get log(): string {
    return join(this.path, 'server.log');
  }

  get serverProcess(): string {
    return join(this.path, 'server.process.json');
  }

  /**
   * Makes the folder and locks it for this process.
   *
   * @throws CliError when the folder cannot be written, or another process has locked it
   */
  lock(): ProcessLock {
    try {
      mkdirSync(this.path, { recursive: true, mode: 0o700 });
      mkdirSync(this.temporary, { recursive: true });
      return takeLock(this.lockPath);
    } catch (error) {
      if (error instanceof LockHeld) {
        throw new CliError(
          `Taskyard is already running here (process ${error.holder} uses ${this.path}). Stop it first, or set DATA_DIR to another folder.`,
        );
      }
      throw explainWriteFailure(error, this.path);
    }
  }

  /** Whether a process has locked the folder, or had locked it and was killed. */
  wasLocked(): boolean {
    return existsSync(this.lockPath);
  }

  /** @throws CliError when the disk has too little free space for a new database */
  checkFreeSpace(): void {
    const { bavail, bsize } = statfsSync(this.path);
    const free = bavail * bsize;
    if (free >= requiredBytes) return;
    throw new CliError(
      `A new database needs ${megabytes(requiredBytes)} free at ${this.path}, and ${megabytes(free)} are. Free some space or set DATA_DIR to another disk.`,
    );
  }

  /** The account's password. Made once; only this user can read the file. */
  password(): string {
    const path = join(this.path, 'password');
    if (!existsSync(path)) writeFileSync(path, randomBytes(24).toString('base64url'), { mode: 0o600 });
    return readFileSync(path, 'utf8').trim();
  }

  /** `undefined` while there is no data. */
  origin(): DataOrigin | undefined {
    if (!existsSync(this.originPath)) return undefined;
    const origin = JSON.parse(readFileSync(this.originPath, 'utf8')) as DataOrigin;
    return origin.kind === 'docker' || existsSync(this.data) ? origin : undefined;
  }

  recordOrigin(origin: DataOrigin): void {
    const next = `${this.originPath}.next`;
    writeFileSync(next, `${JSON.stringify(origin)}\n`);
    renameSync(next, this.originPath);
  }

  private get lockPath(): string {
    return join(this.path, 'lock');
  }

  private get originPath(): string {
    return join(this.path, 'origin.json');
  }
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}
