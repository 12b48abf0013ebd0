import type { DataFolder } from './data-folder.ts';

export interface ServerSettings {
  readonly folder: DataFolder;
  /** Each commit reaches the disk and survives a power failure. False is faster, for tests. */
  readonly durable: boolean;
  readonly isRoot: boolean;
  /** Whether its account may make more accounts; default false. Tests of privileges need them. */
  readonly canMakeAccounts?: boolean;
  /** Aborts the start. */
  readonly signal?: AbortSignal | undefined;
}

/** Both servers refuse to run as root without this option. The files then belong to root. */
export function userArguments({ isRoot }: ServerSettings): string[] {
  return isRoot ? ['--user=root'] : [];
}

/** Small logs make a test server start faster. The initialisation and later runs must use the same size. */
export function logSizeArguments({ durable }: ServerSettings): string[] {
  return durable ? [] : ['--loose-innodb-log-file-size=16M', '--loose-innodb-redo-log-capacity=16M'];
}

/** Without the system's option files, which are for its own instance. `loose-` marks options that MySQL or MariaDB lacks. */
export function runArguments(settings: ServerSettings, port: number, initFile: string): string[] {
  return [
    '--no-defaults',
    `--datadir=${settings.folder.data}`,
    `--tmpdir=${settings.folder.temporary}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    // Relative to the data folder: an absolute path can exceed the 107 characters of a socket address.
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
