import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

  it('reports what failed when its backend is killed', async () => {
    const stack = await start();
    const backend = readIdentity(join(dataDir, 'processes/backend.json'));
    process.kill(backend?.pid ?? 0, 'SIGKILL');
    expect(await stack.failed).toContain('The backend ended (SIGKILL)');
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
