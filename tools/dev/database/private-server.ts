import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../../shared/cli-error.ts';
import { freePort } from '../../shared/free-port.ts';
import { endProcess } from '../../shared/processes/end-process.ts';
import { identify } from '../../shared/processes/process-identity.ts';
import { endRecordedProcess, recordProcess } from '../../shared/processes/recorded-process.ts';
import { waitForServer } from './connection.ts';
import type { DataFolder } from './data-folder.ts';
import type { Database, Report } from './database.ts';
import { initialise } from './initialise.ts';
import { databaseUrl, provisionStatements } from './provision.ts';
import { runArguments, type ServerSettings } from './server-arguments.ts';
import type { ServerProgram } from './server-program.ts';

/** InnoDB replays its log after a crash before it listens; with a small buffer pool that is seconds, not minutes. */
const startTimeoutMs = 120_000;
/** Killing InnoDB loses no data: what was not written out is in its log. */
const stopTimeoutMs = 1_900;

/**
 * Starts a private server on the folder, which the caller has locked: on a free loopback port, with our password and no
 * option files. The first start makes the data. A server that an earlier, killed start left running is ended.
 */
export async function startPrivateServer(
  program: ServerProgram,
  settings: ServerSettings,
  report: Report,
): Promise<Database> {
  const { folder } = settings;
  await endAbandonedServer(folder, report);
  if (folder.origin() === undefined) {
    report(`Making a new ${program.flavour} database in ${folder.path} …`);
    await initialise(program, settings);
  }
  for (let attempt = 1; ; attempt += 1) {
    const server = await launch(program, settings, await freePort());
    if (server.database !== undefined) {
      folder.recordOrigin({ kind: program.flavour, version: program.version });
      return server.database;
    }
    // Another program may have taken the port since freePort() returned it.
    if (attempt < 3 && /address already in use/i.test(server.log)) continue;
    throw new CliError(explain(program, folder, server.log));
  }
}

async function launch(
  program: ServerProgram,
  settings: ServerSettings,
  port: number,
): Promise<{ database: Database; log: string } | { database: undefined; log: string }> {
  const { folder, signal } = settings;
  const url = databaseUrl(folder.password(), port);
  const initFile = join(folder.path, 'init.sql');
  // The server runs this file before it listens, so it never accepts a connection without our password.
  const rootPassword = randomBytes(24).toString('base64url');
  const statements = [
    `ALTER USER 'root'@'localhost' IDENTIFIED BY '${rootPassword}'`,
    ...provisionStatements(folder.password(), '127.0.0.1', settings.canMakeAccounts ?? false),
  ];
  writeFileSync(initFile, statements.map((statement) => `${statement};\n`).join(''), { mode: 0o600 });
  const log = openSync(folder.log, 'w', 0o600);
  // Its own process group: Ctrl-C in the terminal must only reach this process, which ends the database last.
  const child = spawn(program.path, runArguments(settings, port, initFile), {
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  const failed = failureOf(child);
  const identity = child.pid === undefined ? null : identify(child.pid);
  if (identity !== null) recordProcess(folder.serverProcess, identity);

  const ready = await waitForServer(url, startTimeoutMs, () => hasEnded(child) || signal?.aborted === true);
  rmSync(initFile, { force: true });
  const stop = async () => {
    if (identity !== null) await endProcess(identity, stopTimeoutMs);
    rmSync(folder.serverProcess, { force: true });
  };
  if (!ready) {
    await stop();
    signal?.throwIfAborted();
    return { database: undefined, log: lastLines(folder) };
  }
  const description = `${program.flavour} ${program.version} with its data in ${folder.path}`;
  const restart = (restartSignal: AbortSignal) => relaunch(program, { ...settings, signal: restartSignal }, port);
  const database = { url, kind: program.flavour, description, failed, restart, stop };
  return { database, log: '' };
}

async function relaunch(program: ServerProgram, settings: ServerSettings, port: number): Promise<Database> {
  // A new server starts a new log, and the one before has the reason of the failure.
  renameSync(settings.folder.log, `${settings.folder.log}.1`);
  const server = await launch(program, settings, port);
  if (server.database === undefined) throw new CliError(explain(program, settings.folder, server.log));
  return server.database;
}

/** Ends the server of an earlier start that was killed. It still has the data open. */
export function endAbandonedServer(folder: DataFolder, report: Report): Promise<void> {
  return endRecordedProcess(folder.serverProcess, 'database server', 30_000, report);
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

function failureOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(`the server ended (${signal ?? `exit code ${code}`})`));
  });
}

function explain(program: ServerProgram, folder: DataFolder, log: string): string {
  if (/unable to lock|Error number 11|error: 11\b/i.test(log)) {
    return `Another database server has ${folder.data} open, and it is not one that was started from here. Stop it, or set DATA_DIR to another folder.`;
  }
  return `${program.path} did not start (its log is ${folder.log}):\n${log}`;
}

function lastLines(folder: DataFolder): string {
  return readFileSync(folder.log, 'utf8').trim().split('\n').slice(-12).join('\n');
}
