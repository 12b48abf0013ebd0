import { CliError } from '../../shared/cli-error.ts';
import { installPackages } from '../../shared/install-packages.ts';
import { canInstallPackages, type Machine } from '../../shared/machine.ts';
import type { ProcessLock } from '../../shared/processes/process-lock.ts';
import { DataFolder, type DataOrigin } from './data-folder.ts';
import type { Database, Report } from './database.ts';
import { dockerAnswers, startDockerServer } from './docker-server.ts';
import { useGivenDatabase } from './given-database.ts';
import { startPrivateServer } from './private-server.ts';
import { compareVersions, findServerPrograms, type ServerProgram } from './server-program.ts';

export interface DatabaseOptions {
  /** A database of the person's own; everything else is then ignored. */
  readonly url?: string | undefined;
  /** Where a private database keeps its data. */
  readonly folder: string;
  readonly machine: Machine;
  /** Default true; false for tests, where speed matters and data does not. */
  readonly durable?: boolean;
  /** Whether its account may make further accounts; default false. Tests of privileges need some. */
  readonly delegates?: boolean;
  readonly report?: Report;
  /** Gives up starting; nothing is left running. */
  readonly signal?: AbortSignal | undefined;
}

/** The programs alone: they register no service and start nothing. */
const SERVER_PACKAGES = ['mariadb-server-core', 'mariadb-client-core'];

const WAYS_ON =
  'set DATABASE_URL to a MySQL or MariaDB database, install MySQL 8.4 or MariaDB 10.11 (or newer), or start Docker.';

/**
 * A database to run against, from the first of these that there is: the given URL; a MySQL or MariaDB server program
 * on this machine, run privately; Docker; a server installed with the system's packages. Once a folder holds data, only
 * what made that data is used.
 *
 * @throws CliError with what the person can do
 */
export async function startDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.url !== undefined) return useGivenDatabase(options.url);
  const folder = new DataFolder(options.folder);
  const lock = folder.take();
  try {
    return releasing(lock, await startOwn(folder, options));
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function startOwn(folder: DataFolder, options: DatabaseOptions): Promise<Database> {
  const { machine, durable = true, delegates = false, report = () => {}, signal } = options;
  const settings = { folder, durable, delegates, isRoot: machine.isRoot, signal };
  const origin = folder.origin();
  const failures: string[] = [];

  const program = findServerPrograms(machine).find((found) => origin === undefined || canOpen(found, origin));
  if (program !== undefined) {
    try {
      return await startPrivateServer(program, settings, report);
    } catch (error) {
      // With data, the reason must be seen; without any, another way may do (a distribution may confine its server).
      if (origin !== undefined || !(error instanceof CliError)) throw error;
      failures.push(error.message);
      report(`${error.message}\nTrying another way …`);
    }
  }
  if (origin === undefined || origin.kind === 'docker') {
    if (await dockerAnswers(machine)) return startDockerServer(machine, settings, report);
  }
  if (failures.length === 0 && (origin === undefined || origin.kind === 'mariadb') && canInstallPackages(machine)) {
    await installPackages(machine, SERVER_PACKAGES, report, signal);
    const installed = findServerPrograms(machine).find((found) => origin === undefined || canOpen(found, origin));
    if (installed !== undefined) return startPrivateServer(installed, settings, report);
  }
  if (origin !== undefined) throw new CliError(explainOrigin(folder, origin));
  throw new CliError([`There is no database to run on: ${WAYS_ON}`, ...failures].join('\n'));
}

function canOpen(program: ServerProgram, origin: DataOrigin): boolean {
  return program.flavour === origin.kind && compareVersions(program.version, origin.version) >= 0;
}

function explainOrigin({ path }: DataFolder, { kind, version }: DataOrigin): string {
  const needed = kind === 'docker' ? 'Docker, which is not running' : `${kind} ${version} or newer, which is not here`;
  const make = kind === 'docker' ? 'Start Docker' : `Install ${kind} ${version} or newer`;
  return `The data in ${path} needs ${needed}. ${make}, or set DATA_DIR to another folder to begin anew; nothing was changed.`;
}

function releasing(lock: ProcessLock, database: Database): Database {
  const stop = async () => {
    await database.stop();
    lock.release();
  };
  return { ...database, stop };
}
