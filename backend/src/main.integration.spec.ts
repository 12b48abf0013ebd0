import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { backendProbes } from '@taskyard/contracts/probes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backendBuild, ensureBuilt } from '../../tools/dev/build/ensure-built.ts';
import { ApiClient } from '../../tools/shared/api-client.ts';
import { repositoryRoot } from '../../tools/shared/environment.ts';
import { freePort } from '../../tools/shared/free-port.ts';
import { startMailServer, tokenIn } from '../test/mail-server.ts';
import { createTestDatabase, type TestDatabase } from '../test/test-database.ts';
import { createTestKeys, type TestKeys } from '../test/test-keys.ts';

let database: TestDatabase;
let keys: TestKeys;
beforeAll(async () => {
  await ensureBuilt([backendBuild], { root: repositoryRoot, report: () => undefined });
  database = await createTestDatabase();
  keys = createTestKeys();
});
afterAll(async () => {
  keys.remove();
  await database.drop();
});

/** A run of the compiled program and the log lines it printed. */
interface Run {
  readonly child: ChildProcess;
  readonly lines: Record<string, unknown>[];
  readonly exit: Promise<number | null>;
}

function run(entry: string, env: Record<string, string>): Run {
  const child = spawn(process.execPath, [entry], {
    cwd: new URL('../dist/', import.meta.url),
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: Record<string, unknown>[] = [];
  let rest = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    // Every line must be JSON: JSON.parse fails the test otherwise.
    lines.push(...parts.map((line) => JSON.parse(line)));
  });
  return { child, lines, exit: once(child, 'close').then(([code]) => code) };
}

async function start(env: Record<string, string> = {}): Promise<Run & { api: ApiClient }> {
  const port = await freePort();
  const running = run('main.js', {
    DATABASE_URL: database.url,
    JWT_PRIVATE_KEYS_FILE: keys.privateFile,
    JWT_PUBLIC_KEYS_FILE: keys.publicFile,
    ENCRYPTION_KEY: 'an-encryption-key-for-tests-only-0123',
    MIGRATE_ON_START: 'true',
    HOST: '127.0.0.1',
    PORT: String(port),
    METRICS_PORT: '0',
    SHUTDOWN_DRAIN_SECONDS: '1',
    ...env,
  });
  const api = new ApiClient(`http://127.0.0.1:${port}`);
  while (running.child.exitCode === null) {
    const answer = await api.get(backendProbes.readiness).catch(() => undefined);
    if (answer?.status === 200) break;
    await delay(50);
  }
  return { ...running, api };
}

describe('on SIGTERM', () => {
  it('becomes unready, serves new requests, finishes running ones and exits with 0', async () => {
    const { child, api, exit, lines } = await start();
    const { token } = await api.registerUser('drained');
    // A request whose body is still incomplete when the signal arrives.
    const { hostname, port } = new URL(api.origin);
    const slow = httpRequest({ hostname, port, path: '/api/tasks', method: 'POST' });
    slow.setHeader('Content-Type', 'application/json').setHeader('Authorization', `Bearer ${token}`);
    slow.write('{"title":');
    const slowAnswer = once(slow, 'response');
    await delay(100);
    child.kill('SIGTERM');
    await delay(300);
    expect((await api.get(backendProbes.readiness)).status).toBe(503);
    expect((await api.get('/api/tasks', { token })).status).toBe(200);
    await delay(900);
    slow.end('"Just in time"}');
    const [response] = await slowAnswer;
    expect(response.statusCode).toBe(201);
    response.resume();
    expect(await exit).toBe(0);
    expect(lines.at(-1)).toMatchObject({ msg: 'stopped' });
  });

  it('closes idle connections', async () => {
    const { child, api, exit } = await start();
    const { hostname, port } = new URL(api.origin);
    const silent = connect(Number(port), hostname).on('error', () => undefined);
    await once(silent, 'connect');
    const began = Date.now();
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
    expect(Date.now() - began).toBeLessThan(12_000);
    silent.destroy();
  });
});

describe('the log', () => {
  it('has a line with the correlation id for each request, and no secret', async () => {
    const { child, api, exit, lines } = await start();
    const password = 'never-in-a-log-1234';
    await api.post('/api/auth/register', { username: 'logged', email: 'logged@example.com', password });
    const headers = { 'X-Request-Id': 'find-me-in-the-log' };
    const login = await api.post('/api/auth/login', { username: 'logged', password }, { headers });
    const token = String(login.body.token);
    await api.get('/api/tasks?q=a-private-search', { token });
    child.kill('SIGTERM');
    await exit;
    expect(lines).toContainEqual(
      expect.objectContaining({
        correlationId: 'find-me-in-the-log',
        req: { method: 'POST', path: '/api/auth/login' },
        res: { statusCode: 200 },
        durationMs: expect.any(Number),
      }),
    );
    const text = JSON.stringify(lines);
    for (const secret of [password, token, 'a-private-search', 'logged@example.com', 'argon2id']) {
      expect(text).not.toContain(secret);
    }
  });

  it('names the code and the statement of a failed query', async () => {
    const fresh = await createTestDatabase();
    const { child, api, exit, lines } = await start({ DATABASE_URL: fresh.url });
    const { token } = await api.registerUser('unlucky');
    await fresh.connection.query('DROP TABLE tasks');
    expect((await api.get('/api/tasks', { token })).status).toBe(500);
    child.kill('SIGTERM');
    await exit;
    const err = expect.objectContaining({ code: 'ER_NO_SUCH_TABLE', statement: 'SELECT tasks' });
    expect(lines).toContainEqual(expect.objectContaining({ err, msg: 'answered 500 internal_error' }));
    await fresh.drop();
  });

  it('reports sent, rejected and pending emails without recipients or content', async () => {
    const server = await startMailServer({ refuse: (to) => (to === 'refused@example.com' ? 550 : undefined) });
    const { child, api, exit, lines } = await start({ SMTP_URL: server.url });
    await api.registerUser('refused');
    await api.registerUser('mailed');
    const [verification] = await server.mailTo('mailed@example.com');
    await api.post('/api/auth/password-reset', { email: 'mailed@example.com' });
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
    const [, reset] = await server.mailTo('mailed@example.com', 2);
    await server.stop();
    if (verification === undefined || reset === undefined) throw new Error('no mail');
    expect(lines).toContainEqual(expect.objectContaining({ kind: 'reset_password', msg: 'sent an email' }));
    expect(lines).toContainEqual(
      expect.objectContaining({ kind: 'verify_email', responseCode: 550, msg: 'could not send an email' }),
    );
    const text = JSON.stringify(lines);
    for (const secret of ['@example.com', tokenIn(verification), tokenIn(reset), server.password, 'argon2id']) {
      expect(text).not.toContain(secret);
    }
  });
});

describe('the password of the initial admin', () => {
  it('signs in and appears in no log line at any level', async () => {
    const fresh = await createTestDatabase();
    const password = 'never-in-a-log-either';
    const env = { DATABASE_URL: fresh.url, INITIAL_ADMIN_PASSWORD: password, LOG_LEVEL: 'trace' };
    const { child, api, exit, lines } = await start(env);
    const login = await api.post('/api/auth/login', { username: 'admin', password });
    child.kill('SIGTERM');
    await exit;
    expect(login.body.user).toMatchObject({ role: 'admin', must_change_password: true });
    expect(lines).toContainEqual(expect.objectContaining({ action: 'admin.created' }));
    expect(JSON.stringify(lines)).not.toContain(password);
    await fresh.drop();
  });
});

describe('with an invalid configuration', () => {
  it('exits with 1 and names every problem in one log line', async () => {
    const { exit, lines } = run('main.js', { PORT: 'eighty', DATABASE_URL: 'mysql://app:s3cret@db' });
    expect(await exit).toBe(1);
    const [line] = lines;
    expect(line?.msg).toContain('PORT must be a whole number');
    expect(line?.msg).toContain('DATABASE_URL must be mysql://');
    expect(line?.msg).toContain('JWT_PUBLIC_KEYS_FILE is required');
    expect(JSON.stringify(lines)).not.toContain('s3cret');
  });

  it.each(['auth,tasks', 'tasks'])(
    'exits when the public key file of %s contains private keys, and does not print them',
    async (MODULES) => {
      const { exit, lines } = run('main.js', {
        DATABASE_URL: database.url,
        MODULES,
        ...(MODULES === 'tasks' ? {} : { JWT_PRIVATE_KEYS_FILE: keys.privateFile, ENCRYPTION_KEY: 'x'.repeat(32) }),
        JWT_PUBLIC_KEYS_FILE: keys.privateFile,
      });
      expect(await exit).toBe(1);
      expect(lines.at(-1)?.msg).toContain('private members are refused');
      expect(JSON.stringify(lines)).not.toContain(JSON.parse(readFileSync(keys.privateFile, 'utf8')).keys[0].d);
    },
  );

  it('exits with a clear error when the database does not respond', async () => {
    const port = await freePort();
    const { exit, lines } = await start({
      DATABASE_URL: `mysql://app:s3cret@127.0.0.1:${port}/taskyard`,
      DATABASE_CONNECT_SECONDS: '0',
    });
    expect(await exit).toBe(1);
    expect(lines[0]).toMatchObject({ msg: 'could not start', err: { code: 'ECONNREFUSED' } });
    expect(JSON.stringify(lines)).not.toContain('s3cret');
  });
});

describe('the migration program', () => {
  it('migrates an empty database and reports when nothing is left to do', async () => {
    const fresh = await createTestDatabase();
    const first = run('platform/database/migrate.js', { DATABASE_URL: fresh.url });
    expect(await first.exit).toBe(0);
    expect(first.lines.at(-1)).toMatchObject({ direction: 'up', msg: 'migrated' });
    const second = run('platform/database/migrate.js', { DATABASE_URL: fresh.url });
    expect(await second.exit).toBe(0);
    expect(second.lines.at(-1)).toMatchObject({ names: [], msg: 'nothing to migrate' });
    await fresh.drop();
  });

  it('exits with 1 when the database is unreachable, which stops a rollout', async () => {
    const { exit, lines } = run('platform/database/migrate.js', {
      DATABASE_URL: 'mysql://app:s3cret@127.0.0.1:1/taskyard',
      DATABASE_CONNECT_SECONDS: '0',
    });
    expect(await exit).toBe(1);
    expect(JSON.stringify(lines)).not.toContain('s3cret');
  });
});
