import type { DataFolder } from './data-folder.ts';

export interface ServerSettings {
  readonly folder: DataFolder;
  /** Survives a power cut (each commit reaches the disk). Tests trade that for speed. */
  readonly durable: boolean;
  readonly isRoot: boolean;
  /** Its account may make further accounts; default false. Tests of privileges need some. */
  readonly delegates?: boolean;
  /** Gives up starting. */
  readonly signal?: AbortSignal | undefined;
}

/** Both servers refuse to run as root unless told so; files then belong to the person who owns the checkout. */
export function userArguments({ isRoot }: ServerSettings): string[] {
  return isRoot ? ['--user=root'] : [];
}

/** Small logs make a throw-away server quick to fill; both the first initialisation and later runs must agree on it. */
export function logSizeArguments({ durable }: ServerSettings): string[] {
  return durable ? [] : ['--loose-innodb-log-file-size=16M', '--loose-innodb-redo-log-capacity=16M'];
}

/** Never the system's option files: they belong to its own instance. `loose-` marks what only one of MySQL and MariaDB knows. */
export function runArguments(settings: ServerSettings, port: number, initFile: string): string[] {
  return [
    '--no-defaults',
    `--datadir=${settings.folder.data}`,
    `--tmpdir=${settings.folder.scratch}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    // Relative to the data folder: an absolute path may exceed the 107 characters a socket's address can have.
    '--socket=server.sock',
    '--pid-file=server.pid',
    `--init-file=${initFile}`,
    '--loose-mysqlx=OFF',
    '--skip-name-resolve',
    '--local-infile=OFF',
    '--skip-log-bin',
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_unicode_ci',
    '--default-time-zone=+00:00',
    '--innodb-buffer-pool-size=64M',
    '--performance-schema=OFF',
    '--max-connections=200',
    `--innodb-flush-log-at-trx-commit=${settings.durable ? 1 : 0}`,
    ...(settings.durable ? [] : ['--innodb-doublewrite=OFF']),
    ...logSizeArguments(settings),
    ...userArguments(settings),
  ];
}
