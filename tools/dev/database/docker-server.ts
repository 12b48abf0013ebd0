import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { execa } from 'execa';
import { CliError } from '../../shared/cli-error.ts';
import { findProgram, type Machine } from '../../shared/machine.ts';
import { cancelledBy } from '../../shared/processes/cancelled-by.ts';
import { runStatements, waitForServer } from './connection.ts';
import type { Database, Report } from './database.ts';
import { databaseUrl, provisionStatements } from './provision.ts';
import type { ServerSettings } from './server-arguments.ts';

const image = 'mysql:8.4';
/** The image restarts its server once after it fills an empty volume. */
const startTimeoutMs = 180_000;

export async function isDockerRunning(machine: Machine): Promise<boolean> {
  const docker = findProgram(machine, 'docker');
  if (docker === undefined) return false;
  const { failed } = await execa(docker, ['info'], { reject: false, stdin: 'ignore', timeout: 10_000 });
  return !failed;
}

/** Starts MySQL in a container that only this machine can reach. The data is in a volume named after the folder. */
export async function startDockerServer(
  machine: Machine,
  settings: ServerSettings,
  report: Report,
  /** Port on loopback. Docker chooses a free one by default. */
  wantedPort?: number,
): Promise<Database> {
  const { folder, canMakeAccounts = false, signal } = settings;
  const docker = findProgram(machine, 'docker') ?? 'docker';
  const name = `taskyard-${createHash('sha256').update(realpathSync(folder.path)).digest('hex').slice(0, 12)}`;
  const password = folder.password();

  report(`Starting ${image} in Docker (container and volume ${name}); the first time, the image is downloaded …`);
  // The container of an earlier start that was killed. The volume keeps the data.
  await execa(docker, ['stop', name], { reject: false });
  await execa(docker, ['rm', '--force', name], { reject: false });
  const run = await execa(docker, runArguments(name, wantedPort), {
    all: true,
    reject: false,
    stdin: 'ignore',
    ...cancelledBy(signal),
    // Not on the command line, which other users of this machine can read.
    env: { MYSQL_ROOT_PASSWORD: password },
  });
  signal?.throwIfAborted();
  if (run.failed) throw new CliError(`Docker could not start ${image}:\n${run.all.trim()}`);

  const stop = async () => {
    await execa(docker, ['stop', '--time', '4', name], { reject: false });
    await execa(docker, ['rm', '--force', name], { reject: false });
  };
  const port = await publishedPort(docker, name);
  const rootUrl = `mysql://root:${password}@127.0.0.1:${port}/mysql`;
  if (!(await waitForServer(rootUrl, startTimeoutMs, () => signal?.aborted === true))) {
    const { all } = await execa(docker, ['logs', '--tail', '12', name], { all: true, reject: false });
    await stop();
    signal?.throwIfAborted();
    throw new CliError(`${image} in Docker did not start:\n${all}`);
  }
  await runStatements(rootUrl, provisionStatements(password, '%', canMakeAccounts));
  folder.recordOrigin({ kind: 'docker', version: '8.4' });
  return {
    url: databaseUrl(password, port),
    kind: 'docker',
    description: `${image} in Docker, container and volume ${name}`,
    failed: execa(docker, ['wait', name], { reject: false }).then(() => `container ${name} ended`),
    restart: (restartSignal) => startDockerServer(machine, { ...settings, signal: restartSignal }, report, port),
    stop,
  };
}

function runArguments(name: string, port: number | undefined): string[] {
  return [
    'run',
    '--detach',
    `--name=${name}`,
    `--publish=127.0.0.1:${port ?? ''}:3306`,
    `--volume=${name}:/var/lib/mysql`,
    '--env=MYSQL_ROOT_PASSWORD',
    image,
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_unicode_ci',
    '--default-time-zone=+00:00',
    '--innodb-buffer-pool-size=64M',
    '--mysqlx=OFF',
  ];
}

async function publishedPort(docker: string, name: string): Promise<number> {
  const { stdout } = await execa(docker, ['port', name, '3306/tcp']);
  const port = /:(\d+)\s*$/m.exec(stdout)?.[1];
  if (port === undefined) throw new CliError(`Docker reported no port of ${name}.`);
  return Number(port);
}
