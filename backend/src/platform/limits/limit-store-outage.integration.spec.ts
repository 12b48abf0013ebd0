import { backendProbes } from '@taskyard/contracts/probes';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type InterruptibleProxy, startInterruptibleProxy } from '../../../test/interruptible-proxy.ts';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';

const env = { RATE_LIMIT_FACTOR: '1' };

let running: TestApp;
let linked: TestApp;
let proxy: InterruptibleProxy;
let token: string;
const credentials = { username: 'patient', password: 'patient has a password' };
beforeAll(async () => {
  running = await startTestApp({ env });
  ({ token } = await running.api.registerUser('patient'));
  const url = new URL(running.database.url);
  proxy = await startInterruptibleProxy(url.hostname, Number(url.port));
  url.host = `127.0.0.1:${proxy.port}`;
  linked = await startTestApp({ env: { ...env, DATABASE_URL: url.href }, sharing: running });
});
afterAll(async () => {
  await linked.stop();
  proxy.close();
  await running.stop();
});

const outcome = ({ status, body, headers }: Awaited<ReturnType<TestApp['api']['get']>>) => [
  status,
  body.code,
  headers.get('retry-after'),
];
const unavailable = [503, 'service_unavailable', '5'];

describe('while only the counters are unavailable', () => {
  beforeAll(() => running.database.connection.query('RENAME TABLE rate_limits TO rate_limits_away'));
  afterAll(() => running.database.connection.query('RENAME TABLE rate_limits_away TO rate_limits'));

  it('still serves reads', async () => {
    for (const path of ['/api/tasks', '/api/tasks/counts', '/api/auth/me', '/api/auth/sessions']) {
      expect((await running.api.get(path, { token })).status).toBe(200);
    }
  });

  it('answers 503 to sign-ins, registrations and writes instead of serving them uncounted', async () => {
    const registration = { username: 'newcomer', email: 'newcomer@example.com', password: 'long enough' };
    expect(outcome(await running.api.post('/api/auth/login', credentials))).toEqual(unavailable);
    expect(outcome(await running.api.post('/api/auth/session', credentials))).toEqual(unavailable);
    expect(outcome(await running.api.post('/api/auth/register', registration))).toEqual(unavailable);
    expect(outcome(await running.api.post('/api/tasks', { title: 'Uncounted' }, { token }))).toEqual(unavailable);
  });

  it('reveals nothing about the store', async () => {
    const { text } = await running.api.post('/api/auth/login', credentials);
    expect(text).not.toMatch(/rate_limits|table|mysql|select/i);
  });
});

it('recovers when the counters are available again', async () => {
  expect((await running.api.post('/api/auth/login', credentials)).status).toBe(200);
});

describe('while the whole database is unavailable', () => {
  beforeAll(() => proxy.interrupt());
  afterEach(() => proxy.restore());

  it('answers 503 to sign-ins, stays alive and recovers', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => linked.api.post('/api/auth/login', credentials)),
    );
    for (const answer of answers) expect(outcome(answer)).toEqual(unavailable);
    expect((await linked.api.get(backendProbes.liveness)).status).toBe(200);
    proxy.restore();
    expect((await linked.api.post('/api/auth/login', credentials)).status).toBe(200);
  });

  it('recovers from a connection that breaks while counting', async () => {
    const attempts = Array.from({ length: 20 }, () => linked.api.post('/api/auth/refresh', { refresh_token: 'x' }));
    proxy.interrupt();
    for (const { status } of await Promise.all(attempts)) expect([401, 503]).toContain(status);
    proxy.restore();
    expect((await linked.api.post('/api/auth/refresh', { refresh_token: 'x' })).status).toBe(401);
  });
});
