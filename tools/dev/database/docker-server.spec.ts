import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readEnvironment } from '../../shared/environment.ts';
import { freePort } from '../../shared/free-port.ts';
import { runStatements } from './connection.ts';
import { DataFolder } from './data-folder.ts';
import { initialise } from './initialise.ts';
import { runArguments } from './server-arguments.ts';
import { findServerPrograms, type ServerProgram } from './server-program.ts';
import { startDatabase } from './start-database.ts';

const { machine } = readEnvironment();
let base: string;
let calls: string;
const cleanups: (() => unknown)[] = [];

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'taskyard-spec-'));
  calls = join(base, 'calls');
  mkdirSync(join(base, 'bin'));
  cleanups.push(() => rmSync(base, { recursive: true, force: true }));
});

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A fake `docker` for the commands used here, in front of a running server. */
function fakeDocker(port: number): void {
  const script = `#!/bin/sh
echo "$1 $(echo "$*" | grep -o 'taskyard-[0-9a-f]*' | head -1) \${MYSQL_ROOT_PASSWORD:+with password}" >> '${calls}'
case "$1" in
  run) echo "$*" > '${join(base, 'run')}'; echo 0123abcd ;;
  port) echo '127.0.0.1:${port}' ;;
  wait) while ! [ -e '${join(base, 'killed')}' ]; do sleep 0.1; done ;;
esac
`;
  writeFileSync(join(base, 'bin/docker'), script);
  chmodSync(join(base, 'bin/docker'), 0o755);
}

/** A server like the image's: the account root with the password of the folder, over TCP. */
async function imageLikeServer(folder: DataFolder): Promise<number> {
  const port = await freePort();
  const inside = new DataFolder(join(base, 'image'));
  inside.lock();
  const settings = { folder: inside, durable: false, isRoot: machine.isRoot };
  const program = findServerPrograms(machine)[0] as ServerProgram;
  await initialise(program, settings);
  const account = `'root'@'127.0.0.1'`;
  const sql = `CREATE USER ${account} IDENTIFIED BY '${folder.password()}';\nGRANT ALL ON *.* TO ${account} WITH GRANT OPTION;\n`;
  writeFileSync(join(base, 'image.sql'), sql);
  const server = spawn(program.path, runArguments(settings, port, join(base, 'image.sql')));
  cleanups.push(() => {
    server.kill();
    return once(server, 'close');
  });
  return port;
}

it('runs MySQL in its own container, on loopback only, with its data in a volume', async () => {
  const folder = new DataFolder(join(base, 'mysql'));
  folder.lock().release();
  fakeDocker(await imageLikeServer(folder));
  const withDocker = { ...machine, isRoot: false, searchPath: [join(base, 'bin'), '/bin', '/usr/bin'] };
  const options = { folder: folder.path, machine: withoutServers(withDocker) };
  const database = await startDatabase(options);
  await runStatements(database.url, ['CREATE TABLE written (n INT)']);
  const name = /taskyard-[0-9a-f]{12}/.exec(database.description)?.[0];
  const run = readFileSync(join(base, 'run'), 'utf8');
  expect(run).toContain(`--name=${name} --publish=127.0.0.1::3306 --volume=${name}:/var/lib/mysql`);
  expect(run).toContain('--env=MYSQL_ROOT_PASSWORD mysql:8.4');
  expect(run).not.toContain(folder.password());
  expect(folder.origin()).toEqual({ kind: 'docker', version: '8.4' });
  await database.stop();
  // The container of an earlier run is removed first. The volume is never removed.
  expect(
    readFileSync(calls, 'utf8')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => !/^(wait|port)/.test(line)),
  ).toEqual(['info', `stop ${name}`, `rm ${name}`, `run ${name} with password`, `stop ${name}`, `rm ${name}`, '']);
});

it('starts a new container with the same data and port when the container ends', async () => {
  const folder = new DataFolder(join(base, 'mysql'));
  folder.lock().release();
  const port = await imageLikeServer(folder);
  fakeDocker(port);
  const withDocker = { ...machine, isRoot: false, searchPath: [join(base, 'bin'), '/bin', '/usr/bin'] };
  const first = await startDatabase({ folder: folder.path, machine: withoutServers(withDocker) });
  writeFileSync(join(base, 'killed'), '');
  const name = /taskyard-[0-9a-f]{12}/.exec(first.description)?.[0];
  expect(await first.failed).toBe(`container ${name} ended`);
  const second = await first.restart(new AbortController().signal);
  expect(second.url).toBe(first.url);
  const run = readFileSync(join(base, 'run'), 'utf8');
  expect(run).toContain(`--name=${name} --publish=127.0.0.1:${port}:3306 --volume=${name}:/var/lib/mysql`);
  await second.stop();
});

it('skips a Docker that does not run', async () => {
  writeFileSync(join(base, 'bin/docker'), '#!/bin/sh\nexit 1\n');
  chmodSync(join(base, 'bin/docker'), 0o755);
  const options = {
    folder: join(base, 'mysql'),
    machine: { ...machine, isRoot: false, searchPath: [join(base, 'bin')] },
  };
  await expect(startDatabase(options)).rejects.toThrow('There is no database to run on');
});

/** Without the folders of the search path that hold a database server. */
function withoutServers(given: typeof machine): typeof machine {
  const servers = findServerPrograms(given).map((program) => program.path);
  return {
    ...given,
    searchPath: given.searchPath.filter((folder) => !servers.some((path) => path.startsWith(`${folder}/`))),
  };
}
