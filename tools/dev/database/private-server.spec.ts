import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliError } from '../../shared/cli-error.ts';
import { readEnvironment } from '../../shared/environment.ts';
import { identify, isAlive, readIdentity } from '../../shared/processes/process-identity.ts';
import type { Database } from './database.ts';
import { startDatabase } from './start-database.ts';

const { machine } = readEnvironment();
let base: string;
let folder: string;
const running: Database[] = [];

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'taskyard-spec-'));
  folder = join(base, 'mysql');
});

afterEach(async () => {
  for (const database of running.splice(0)) await database.stop();
  rmSync(base, { recursive: true, force: true });
});

/** As `npm start` does: durable. */
async function start(path = folder): Promise<Database> {
  const database = await startDatabase({ folder: path, machine });
  running.push(database);
  return database;
}

async function query(url: string, ...statements: string[]): Promise<RowDataPacket[]> {
  const connection = await createConnection(url);
  try {
    let rows: RowDataPacket[] = [];
    for (const statement of statements) [rows] = await connection.query<RowDataPacket[]>(statement);
    return rows;
  } finally {
    await connection.end();
  }
}

const keep = (url: string) => query(url, 'CREATE TABLE kept (word TEXT)', "INSERT INTO kept VALUES ('still here 😀')");
const kept = async (url: string) => (await query(url, 'SELECT word FROM kept'))[0]?.word;

function serverPid(): number {
  return readIdentity(join(folder, 'server.process.json'))?.pid ?? 0;
}

/** Starts a database in another process and kills that process, like a crash. */
async function startAndKill(): Promise<void> {
  const script = `
    import { startDatabase } from ${JSON.stringify(join(import.meta.dirname, 'start-database.ts'))};
    import { readEnvironment } from ${JSON.stringify(join(import.meta.dirname, '../../shared/environment.ts'))};
    const { machine } = readEnvironment();
    console.log((await startDatabase({ folder: ${JSON.stringify(folder)}, machine })).url);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script]);
  const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  await keep(url);
  child.kill('SIGKILL');
  await once(child, 'close');
}

describe('a private database', () => {
  it('keeps its data after a stop and a start', async () => {
    const first = await start();
    await keep(first.url);
    await first.stop();
    expect(await kept((await start()).url)).toBe('still here 😀');
  });

  it('reports a killed server, and has all committed data at the next start', async () => {
    const first = await start();
    await keep(first.url);
    process.kill(serverPid(), 'SIGKILL');
    expect(await first.failed).toBe('the server ended (SIGKILL)');
    await first.stop();
    expect(await kept((await start()).url)).toBe('still here 😀');
  });

  it('starts again at the same URL after its server was killed, and keeps the log of the killed one', async () => {
    const first = await start();
    await keep(first.url);
    for (let current = first, time = 0; time < 2; time += 1) {
      process.kill(serverPid(), 'SIGKILL');
      await current.failed;
      current = await current.restart(new AbortController().signal);
      running.push(current);
      expect(current.url).toBe(first.url);
      expect(await kept(first.url)).toBe('still here 😀');
    }
    expect(existsSync(join(folder, 'server.log.1'))).toBe(true);
    await expect(start()).rejects.toThrow('Taskyard is already running here');
    await running.pop()?.stop();
    expect(await kept((await start()).url)).toBe('still here 😀');
  });

  it('says why its server cannot start again', async () => {
    const first = await start();
    process.kill(serverPid(), 'SIGKILL');
    await first.failed;
    rmSync(join(folder, 'data'), { recursive: true });
    await expect(first.restart(new AbortController().signal)).rejects.toThrow(
      /did not start \(its log is .*server\.log\)/,
    );
  });

  it('ends the server of a killed start, and has its data', async () => {
    await startAndKill();
    const orphan = identify(serverPid());
    expect(orphan).not.toBeNull();
    const second = await start();
    expect(orphan !== null && isAlive(orphan)).toBe(false);
    expect(await kept(second.url)).toBe('still here 😀');
  });

  it('does not end another process that has the pid of an earlier server', async () => {
    await (await start()).stop();
    const bystander = spawn('sleep', ['60']);
    writeFileSync(join(folder, 'server.process.json'), JSON.stringify({ pid: bystander.pid, started: 'long ago' }));
    await start();
    expect(bystander.exitCode ?? bystander.signalCode).toBeNull();
    bystander.kill();
  });

  it('refuses a second start in the same folder and does not disturb the first', async () => {
    const { url } = await start();
    await expect(start()).rejects.toThrow(/^Taskyard is already running here \(process \d+ uses .*\)\. Stop it first/);
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('starts over when the first start was interrupted', async () => {
    mkdirSync(join(folder, 'data.unfinished/mysql'), { recursive: true });
    writeFileSync(join(folder, 'data.unfinished/ibdata1'), 'half a file');
    await query((await start()).url, 'SELECT 1');
    expect(existsSync(join(folder, 'data.unfinished'))).toBe(false);
  });

  it('can be aborted while it starts, and leaves no process', async () => {
    const giveUp = new AbortController();
    const starting = startDatabase({ folder, machine, signal: giveUp.signal });
    giveUp.abort();
    await expect(starting).rejects.toThrow('aborted');
    await start();
  });

  it('works in a folder with spaces and a path longer than a socket address', async () => {
    const path = join(base, 'My Projects', 'x'.repeat(120), 'mysql');
    expect(await query((await start(path)).url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('accepts connections from this machine only, and only with its own password', async () => {
    const { url } = await start();
    expect(await query(url, 'SELECT @@bind_address AS address')).toEqual([{ address: '127.0.0.1' }]);
    for (const stranger of ['root', 'root:root', 'nobody', 'taskyard', 'taskyard:wrong']) {
      const other = url.replace(/\/\/.*@/, `//${stranger}@`).replace(/\/taskyard$/, '/');
      await expect(query(other, 'SELECT 1')).rejects.toThrow(/Access denied|Host .* is not allowed/);
    }
    expect(statSync(join(folder, 'password')).mode & 0o777).toBe(0o600);
    expect(existsSync(join(folder, 'init.sql'))).toBe(false);
    const { stdout } = await promisify(execFile)('ps', ['-o', 'args=', '-p', String(serverPid())]);
    expect(stdout).not.toContain(readFileSync(join(folder, 'password'), 'utf8'));
  });

  it('lets the app make databases with its own prefix and do nothing else', async () => {
    const { url } = await start();
    await query(url, 'CREATE DATABASE taskyard_other');
    await expect(query(url, 'CREATE DATABASE other')).rejects.toThrow(/denied/);
    await expect(query(url, `SELECT 1 INTO OUTFILE '${base}/stolen'`)).rejects.toThrow(/denied/);
    await expect(query(url, 'SELECT * FROM mysql.user')).rejects.toThrow(/denied/);
  });

  it('stores every character and uses UTC', async () => {
    const { url } = await start();
    const [row] = await query(url, 'SELECT @@character_set_database AS charset, @@time_zone AS zone');
    expect(row).toEqual({ charset: 'utf8mb4', zone: '+00:00' });
  });

  it('gives the reason when its folder cannot be made', async () => {
    writeFileSync(folder, 'a file where the folder should be');
    await expect(start(join(folder, 'deeper'))).rejects.toThrow(CliError);
    await expect(start(join(folder, 'deeper'))).rejects.toThrow('Set DATA_DIR to a folder that can be written.');
  });
});
