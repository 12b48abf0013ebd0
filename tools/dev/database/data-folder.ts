import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliError, explainWriteFailure } from '../../shared/cli-error.ts';
import { LockHeld, type ProcessLock, takeLock } from '../../shared/processes/process-lock.ts';
import type { Flavour } from './server-program.ts';

/** What wrote a data folder; only the same flavour, not older, may open it again. */
export interface DataOrigin {
  readonly kind: Flavour | 'docker';
  readonly version: string;
}

/** An empty server takes 30 MB (MariaDB) to 200 MB (MySQL), and one that meets a full disk stops without a word. */
const ROOM_NEEDED = 512 * 1024 * 1024;

/** Names inside the folder a private database lives in. */
export class DataFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  get data(): string {
    return join(this.path, 'data');
  }

  /** Where a first initialisation happens; it becomes `data` by one rename, so `data` is always complete. */
  get unfinished(): string {
    return join(this.path, 'data.unfinished');
  }

  /**
   * The server's scratch space. Not the system's: MariaDB removes every temporary table it finds there when it starts,
   * those of other running servers included.
   */
  get scratch(): string {
    return join(this.path, 'tmp');
  }

  get log(): string {
    return join(this.path, 'server.log');
  }

  get serverProcess(): string {
    return join(this.path, 'server.process.json');
  }

  /**
   * Makes the folder and takes it for this process.
   *
   * @throws CliError when nothing can be kept here, or another process has it
   */
  take(): ProcessLock {
    try {
      mkdirSync(this.path, { recursive: true, mode: 0o700 });
      mkdirSync(this.scratch, { recursive: true });
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

  /** Whether a process has the folder, or had it and was killed. */
  wasTaken(): boolean {
    return existsSync(this.lockPath);
  }

  /** @throws CliError when the disk has too little room for a new database */
  checkRoom(): void {
    const { bavail, bsize } = statfsSync(this.path);
    const free = bavail * bsize;
    if (free >= ROOM_NEEDED) return;
    throw new CliError(
      `A new database needs ${megabytes(ROOM_NEEDED)} free at ${this.path}, and ${megabytes(free)} are. Free some space or set DATA_DIR to another disk.`,
    );
  }

  /** The account's password: made once, readable by this user only. */
  password(): string {
    const path = join(this.path, 'password');
    if (!existsSync(path)) writeFileSync(path, randomBytes(24).toString('base64url'), { mode: 0o600 });
    return readFileSync(path, 'utf8').trim();
  }

  /** `undefined` while there is no data yet. */
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
