import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAlive, type ProcessIdentity, readIdentity } from '../../shared/processes/process-identity.ts';
import { type Stack, type StackOptions, startStack } from './start-stack.ts';

let dataDir: string;
const running: Stack[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'taskyard-spec-'));
});

afterEach(async () => {
  for (const stack of running.splice(0)) await stack.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Without the web: the browser tests start it. */
async function start(more: Partial<StackOptions> = {}): Promise<Stack> {
  const stack = await startStack({ dataDir, port: 0, web: false, durable: false, ...more });
  running.push(stack);
  return stack;
}

function processes(): ProcessIdentity[] {
  const services = readdirSync(join(dataDir, 'processes')).map((name) => join(dataDir, 'processes', name));
  return [...services, join(dataDir, 'mysql/server.process.json')].flatMap((path) => readIdentity(path) ?? []);
}

function killBackend(): void {
  process.kill(readIdentity(join(dataDir, 'processes/backend.json'))?.pid ?? 0, 'SIGKILL');
}

const account = { username: 'ann', password: 'a long enough password' };
const newUser = { ...account, email: 'ann@example.org' };

async function post(origin: string, path: string, body: unknown): Promise<number> {
  const headers = { 'content-type': 'application/json' };
  return (await fetch(`${origin}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).status;
}

describe('the whole stack', () => {
  it('answers at one origin, keeps its users over a restart, and leaves no process', async () => {
    const first = await start();
    expect(await post(first.origin, '/api/auth/register', newUser)).toBe(201);
    expect(await (await fetch(first.metricsUrl)).text()).toContain('http_requests_total');
    const started = processes();
    expect(started.length).toBe(2);
    const began = Date.now();
    await first.stop();
    expect(Date.now() - began).toBeLessThan(5_000);
    expect(started.filter(isAlive)).toEqual([]);
    await expect(fetch(first.origin)).rejects.toThrow();
    expect(await post((await start()).origin, '/api/auth/login', account)).toBe(200);
  });

  it('stops the backend, which finishes its work, before the database', async () => {
    const stack = await start();
    await stack.stop();
    const log = readFileSync(join(dataDir, 'logs/backend.log'), 'utf8');
    expect(log).toContain('"stopped"');
    expect(log).not.toMatch(/"level":(50|60)/);
  });

  it('runs auth and tasks in separate processes behind one origin', async () => {
    const { origin } = await start({ modules: ['auth', 'tasks'] });
    expect(processes().length).toBe(3);
    expect(await post(origin, '/api/auth/register', newUser)).toBe(201);
    expect((await fetch(`${origin}/api/tasks/health`)).status).toBe(200);
    expect((await fetch(`${origin}/api/auth/.well-known/jwks.json`)).status).toBe(200);
  });

  it('has an admin from the first start, who must change the stored password at the first sign-in', async () => {
    const { origin, admin } = await start();
    expect(readFileSync(join(dataDir, 'keys/admin-password'), 'utf8').trim()).toBe(admin.password);
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ username: admin.username, password: admin.password });
    const answer = await fetch(`${origin}/api/auth/login`, { method: 'POST', headers, body });
    expect(await answer.json()).toMatchObject({ user: { role: 'admin', must_change_password: true } });
    expect(readFileSync(join(dataDir, 'logs/backend.log'), 'utf8')).not.toContain(admin.password);
  });

  it('refuses a second start with the same data, and the first keeps running', async () => {
    const { origin } = await start();
    await expect(start()).rejects.toThrow(`Taskyard is already running with its data in ${dataDir}`);
    expect((await fetch(`${origin}/api/auth/health`)).status).toBe(200);
  });

  it('restarts its backend when it is killed, and stop() during the restart leaves no process', {
    timeout: 60_000,
  }, async () => {
    const lines: string[] = [];
    const stack = await start({ report: (line) => lines.push(line) });
    killBackend();
    await expect.poll(() => lines.at(-1), { timeout: 20_000 }).toMatch(/^The backend is ready again after [\d.]+ s\.$/);
    expect(await post(stack.origin, '/api/auth/register', newUser)).toBe(201);
    killBackend();
    await expect.poll(() => lines.at(-1)).toBe('The backend ended (SIGKILL). Starting it again in 0.5 s …');
    // In the middle of the start.
    await sleep(800);
    const began = Date.now();
    await stack.stop();
    expect(Date.now() - began).toBeLessThan(5_000);
    expect(processes().filter(isAlive)).toEqual([]);
    await start();
  });

  it('gives up with the reason when its killed backend cannot start again', { timeout: 120_000 }, async () => {
    const lines: string[] = [];
    const stack = await start({ report: (line) => lines.push(line) });
    rmSync(join(dataDir, 'keys'), { recursive: true });
    killBackend();
    const reason = await stack.failed;
    expect(reason).toMatch(
      /^The backend did not become ready in 5 restarts. The last one:\nThe backend ended \(exit code 1\)/,
    );
    expect(reason).toContain('JWT_PUBLIC_KEYS_FILE');
    expect(lines).toContain('The backend did not become ready. Starting it again in 2 s …');
  });

  it('leaves no process when its backend cannot start, and gives the reason', async () => {
    await expect(start({ env: { DATABASE_POOL_SIZE: 'many' } })).rejects.toThrow(/DATABASE_POOL_SIZE/);
    expect(processes().filter(isAlive)).toEqual([]);
    await start();
  });

  it('can be aborted while it starts', async () => {
    const abort = new AbortController();
    const starting = start({
      signal: abort.signal,
      report: (line) => line.startsWith('Starting the backend') && abort.abort(),
    });
    await expect(starting).rejects.toThrow('aborted');
    expect(processes().filter(isAlive)).toEqual([]);
  });
});
