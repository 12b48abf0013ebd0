import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { childEnvironment } from '../environment.ts';
import { freePort } from '../free-port.ts';
import { identify, isAlive, readIdentity } from './process-identity.ts';
import { type ServiceOptions, startService } from './service.ts';

let base: string;
let pidFile: string;
let lines: string[];

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'taskyard-spec-'));
  pidFile = join(base, 'pids/thing.json');
  lines = [];
});

afterEach(() => rmSync(base, { recursive: true, force: true }));

function options(script: string, more: Partial<ServiceOptions> = {}): ServiceOptions {
  return {
    name: 'thing',
    command: process.execPath,
    args: ['-e', script],
    cwd: base,
    env: childEnvironment({}),
    logFile: join(base, 'logs/thing.log'),
    pidFile,
    onLine: (line, stream) => lines.push(`${stream}: ${line}`),
    report: (line) => lines.push(`report: ${line}`),
    ...more,
  };
}

const listening = (port: number) =>
  `require('node:http').createServer((_, answer) => answer.end('ok')).listen(${port}, '127.0.0.1')`;

describe('a service', () => {
  it('is ready when it answers, writes its log and stops on request', async () => {
    const port = await freePort();
    const script = `console.log('out'); console.error('err'); setTimeout(() => ${listening(port)}, 200)`;
    const service = await startService(options(script, { readyUrl: `http://127.0.0.1:${port}/` }));
    const identity = readIdentity(pidFile);
    await service.stop(1_000);
    expect(identity !== null && isAlive(identity)).toBe(false);
    expect(lines.sort()).toEqual(['stderr: err', 'stdout: out']);
    expect(await service.ended).toContain('The thing ended (SIGTERM)');
    expect(readFileSync(join(base, 'logs/thing.log'), 'utf8').split('\n').sort()).toEqual(['', 'err', 'out']);
  });

  it('that ends before it is ready is reported with its last lines', async () => {
    const script = `console.error('no such table'); process.exit(3)`;
    const starting = startService(options(script, { readyUrl: 'http://127.0.0.1:1/' }));
    await expect(starting).rejects.toThrow('The thing ended (exit code 3). Its last lines:\nno such table');
  });

  it('that ignores SIGTERM is killed, with its own child processes', async () => {
    const script = `
      process.on('SIGTERM', () => {});
      const child = require('node:child_process').spawn('sleep', ['60']);
      console.log(child.pid);
      setInterval(() => {}, 1000)`;
    const service = await startService(options(script));
    await expect.poll(() => lines.length).toBe(1);
    const grandchild = identify(Number(lines[0]?.split(' ')[1]));
    const began = Date.now();
    await service.stop(300);
    expect(Date.now() - began).toBeLessThan(1_500);
    expect(grandchild !== null && isAlive(grandchild)).toBe(false);
  });

  it('whose program does not exist is reported at once', async () => {
    const starting = startService(options('', { command: join(base, 'missing'), readyUrl: 'http://127.0.0.1:1/' }));
    await expect(starting).rejects.toThrow(/^The thing could not be started \(spawn .*missing ENOENT\)/);
  });

  it('that is killed leaves none of its child processes, which would keep its port', async () => {
    const script = `
      const child = require('node:child_process').spawn('sleep', ['60'], { stdio: 'inherit' });
      console.log(child.pid);
      setInterval(() => {}, 1000)`;
    const service = await startService(options(script));
    await expect.poll(() => lines.length).toBe(1);
    const grandchild = identify(Number(lines[0]?.split(' ')[1]));
    process.kill(readIdentity(pidFile)?.pid ?? 0, 'SIGKILL');
    expect(await service.ended).toBe('The thing ended (SIGKILL)');
    expect(grandchild !== null && isAlive(grandchild)).toBe(false);
  });

  it('of a killed start is ended before it is started again', async () => {
    const first = await startService(options('setInterval(() => {}, 1000)'));
    const orphan = readIdentity(pidFile);
    const second = await startService(options('setInterval(() => {}, 1000)'));
    expect(orphan !== null && isAlive(orphan)).toBe(false);
    expect(lines).toEqual([`report: Ending the thing of an earlier run (process ${orphan?.pid}) …`]);
    await first.stop(100);
    await second.stop(100);
  });

  it('is not confused with another process that has its old pid', async () => {
    const bystander = spawn('sleep', ['60']);
    await (await startService(options(''))).stop(100);
    writeFileSync(pidFile, JSON.stringify({ pid: bystander.pid, started: 'long ago' }));
    await (await startService(options(''))).stop(100);
    expect(bystander.exitCode ?? bystander.signalCode).toBeNull();
    bystander.kill();
  });
});
