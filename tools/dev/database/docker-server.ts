import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { execa } from 'execa';
import { CliError } from '../../shared/cli-error.ts';
import { findProgram, type Machine } from '../../shared/machine.ts';
import { cancelledBy } from '../../shared/processes/cancelled-by.ts';
import { answers, runStatements } from './connection.ts';
import type { Database, Report } from './database.ts';
import { databaseUrl, provisionStatements } from './provision.ts';
import type { ServerSettings } from './server-arguments.ts';

const IMAGE = 'mysql:8.4';
/** The image restarts its server once while it fills an empty volume. */
const START_PATIENCE = 180_000;

export async function dockerAnswers(machine: Machine): Promise<boolean> {
  const docker = findProgram(machine, 'docker');
  if (docker === undefined) return false;
  const { failed } = await execa(docker, ['info'], { reject: false, stdin: 'ignore', timeout: 10_000 });
  return !failed;
}

/** Starts MySQL in a container, reachable from this machine only, with its data in a volume named after the folder. */
export async function startDockerServer(
  machine: Machine,
  { folder, delegates = false, signal }: ServerSettings,
  report: Report,
): Promise<Database> {
  const docker = findProgram(machine, 'docker') ?? 'docker';
  const name = `taskyard-${createHash('sha256').update(realpathSync(folder.path)).digest('hex').slice(0, 12)}`;
  const password = folder.password();

  report(`Starting ${IMAGE} in Docker (container and volume ${name}); the first time, the image is downloaded …`);
  // One that a killed start left behind; the volume keeps the data.
  await execa(docker, ['stop', name], { reject: false });
  await execa(docker, ['rm', '--force', name], { reject: false });
  const run = await execa(docker, runArguments(name), {
    all: true,
    reject: false,
    stdin: 'ignore',
    ...cancelledBy(signal),
    // By name on the command line and by value here: other users of this machine can read command lines.
    env: { MYSQL_ROOT_PASSWORD: password },
  });
  signal?.throwIfAborted();
  if (run.failed) throw new CliError(`Docker could not start ${IMAGE}:\n${run.all.trim()}`);

  const stop = async () => {
    await execa(docker, ['stop', '--time', '4', name], { reject: false });
    await execa(docker, ['rm', '--force', name], { reject: false });
  };
  const port = await publishedPort(docker, name);
  const rootUrl = `mysql://root:${password}@127.0.0.1:${port}/mysql`;
  if (!(await answers(rootUrl, START_PATIENCE, () => signal?.aborted === true))) {
    const { all } = await execa(docker, ['logs', '--tail', '12', name], { all: true, reject: false });
    await stop();
    signal?.throwIfAborted();
    throw new CliError(`${IMAGE} in Docker did not answer:\n${all}`);
  }
  await runStatements(rootUrl, provisionStatements(password, '%', delegates));
  folder.recordOrigin({ kind: 'docker', version: '8.4' });
  return {
    url: databaseUrl(password, port),
    kind: 'docker',
    description: `${IMAGE} in Docker, container and volume ${name}`,
    failed: execa(docker, ['wait', name], { reject: false }).then(() => `container ${name} ended`),
    stop,
  };
}

function runArguments(name: string): string[] {
  return [
    'run',
    '--detach',
    `--name=${name}`,
    '--publish=127.0.0.1::3306',
    `--volume=${name}:/var/lib/mysql`,
    '--env=MYSQL_ROOT_PASSWORD',
    IMAGE,
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
  if (port === undefined) throw new CliError(`Docker did not say which port ${name} is on.`);
  return Number(port);
}
