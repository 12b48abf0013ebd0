import { CliError } from '../../shared/cli-error.ts';
import { installPackages } from '../../shared/install-packages.ts';
import { canInstallPackages, type Machine } from '../../shared/machine.ts';
import type { ProcessLock } from '../../shared/processes/process-lock.ts';
import { DataFolder, type DataOrigin } from './data-folder.ts';
import type { Database, Report } from './database.ts';
import { isDockerRunning, startDockerServer } from './docker-server.ts';
import { useGivenDatabase } from './given-database.ts';
import { startPrivateServer } from './private-server.ts';
import { compareVersions, findServerPrograms, lacksClientPrograms, type ServerProgram } from './server-program.ts';

export interface DatabaseOptions {
  /** An existing database. All other options are then ignored. */
  readonly url?: string | undefined;
  /** Where a private database keeps its data. */
  readonly folder: string;
  readonly machine: Machine;
  /** Default true; false for tests, where speed matters and data does not. */
  readonly durable?: boolean;
  /** Whether its account may make more accounts; default false. Tests of privileges need them. */
  readonly canMakeAccounts?: boolean;
  readonly report?: Report;
  /** Aborts the start; nothing keeps running. */
  readonly signal?: AbortSignal | undefined;
}

/** Only the programs: these packages register no service and start nothing. */
const serverPackages = ['mariadb-server-core', 'mariadb-client-core'];

const databaseAdvice =
  'set DATABASE_URL to a MySQL or MariaDB database, install MySQL 8.4 or MariaDB 10.11 (or newer), or start Docker.';

/**
 * Starts a database or connects to one. It uses the first of these that is available: the given URL; a private server of a
 * MySQL or MariaDB program on this machine; Docker; MariaDB installed from the distribution's packages. Once the folder
 * holds data, only the kind of server that made it is used.
 *
 * @throws CliError that says what to do
 */
export async function startDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.url !== undefined) return useGivenDatabase(options.url);
  const folder = new DataFolder(options.folder);
  const lock = folder.lock();
  try {
    return releasing(lock, await startPrivate(folder, options));
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function startPrivate(folder: DataFolder, options: DatabaseOptions): Promise<Database> {
  const { machine, durable = true, canMakeAccounts = false, report = () => {}, signal } = options;
  const settings = { folder, durable, canMakeAccounts, isRoot: machine.isRoot, signal };
  const origin = folder.origin();
  const failures: string[] = [];

  const program = findServerPrograms(machine).find((found) => origin === undefined || canOpen(found, origin));
  if (program !== undefined) {
    try {
      return await startPrivateServer(program, settings, report);
    } catch (error) {
      // With data, report the reason. Without data, another server may work (a distribution may confine its own).
      if (origin !== undefined || !(error instanceof CliError)) throw error;
      failures.push(error.message);
      report(`${error.message}\nTrying another way …`);
    }
  }
  if (origin === undefined || origin.kind === 'docker') {
    if (await isDockerRunning(machine)) return startDockerServer(machine, settings, report);
  }
  const incomplete = program !== undefined && lacksClientPrograms(program, machine);
  if (
    (failures.length === 0 || incomplete) &&
    (origin === undefined || origin.kind === 'mariadb') &&
    canInstallPackages(machine)
  ) {
    await installPackages(machine, serverPackages, report, signal);
    const installed = findServerPrograms(machine).find((found) => origin === undefined || canOpen(found, origin));
    if (installed !== undefined) return startPrivateServer(installed, settings, report);
  }
  if (origin !== undefined) throw new CliError(explainOrigin(folder, origin));
  throw new CliError([`There is no database to run on: ${databaseAdvice}`, ...failures].join('\n'));
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
  return {
    ...database,
    restart: async (signal) => releasing(lock, await database.restart(signal)),
    stop: async () => {
      await database.stop();
      lock.release();
    },
  };
}
