import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isDockerRunning } from '../dev/database/docker-server.ts';
import { findServerPrograms } from '../dev/database/server-program.ts';
import { CliError } from '../shared/cli-error.ts';
import { findProgram, findPrograms, type Machine } from '../shared/machine.ts';
import { ensureDebianMysql } from './debian-mysql.ts';

export interface MysqlMachineOptions {
  readonly machine: Machine;
  readonly platform: NodeJS.Platform;
  /** Where MySQL from Debian is kept. */
  readonly folder: string;
  readonly report: (line: string) => void;
}

/** A machine whose only database server is MySQL. */
export interface MysqlMachine {
  readonly machine: Machine;
  /** What the server is and where it comes from. */
  readonly source: string;
  /** The folder of MySQL's client programs for a server on this machine. */
  readonly clientFolder: string | undefined;
  remove(): void;
}

/**
 * Finds a real MySQL: a `mysqld` on this machine, Docker, or Debian's unstable suite, which only root on Linux can install.
 *
 * @returns the reason as a sentence when there is none
 */
export async function findMysql(options: MysqlMachineOptions): Promise<MysqlMachine | string> {
  const { machine, platform, folder, report } = options;
  const program = findServerPrograms(machine).find(({ flavour }) => flavour === 'mysql');
  if (program !== undefined) {
    const found = only(machine, [dirname(program.path)], `MySQL ${program.version}, ${program.path}`);
    return { ...found, clientFolder: findClientFolder(machine) };
  }
  const docker = findProgram(machine, 'docker');
  if (docker !== undefined && (await isDockerRunning(machine))) {
    // The client alone: its folder may also hold a MariaDB, which would be preferred.
    const alone = mkdtempSync(join(tmpdir(), 'taskyard-docker-'));
    symlinkSync(docker, join(alone, 'docker'));
    const found = only(machine, [alone], 'MySQL in Docker');
    return { ...found, remove: () => rmSync(alone, { recursive: true, force: true }) };
  }
  if (platform !== 'linux' || !machine.isRoot) {
    return 'there is no MySQL on this machine, no Docker is running, and only root on Linux can install one from Debian';
  }
  try {
    const bin = await ensureDebianMysql({ folder, machine, report });
    return { ...only(machine, [bin], `MySQL from Debian, ${folder}`), clientFolder: bin };
  } catch (error) {
    if (error instanceof CliError) {
      return `there is no MySQL on this machine, no Docker is running, and Debian's could not be installed (${firstLine(error.message)})`;
    }
    throw error;
  }
}

function only(machine: Machine, searchPath: readonly string[], source: string): MysqlMachine {
  // Without a known distribution, no MariaDB is installed when MySQL does not start.
  return { machine: { ...machine, searchPath, osRelease: '' }, source, clientFolder: undefined, remove: () => {} };
}

/** MariaDB installs its client under the same name, with other options. */
function findClientFolder(machine: Machine): string | undefined {
  const client = findPrograms(machine, 'mysql').find((path) => {
    const { stdout, status } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 10_000 });
    return status === 0 && !/mariadb/i.test(stdout);
  });
  return client === undefined ? undefined : dirname(client);
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
