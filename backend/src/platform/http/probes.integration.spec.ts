import { backendProbes } from '@taskyard/contracts/probes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type InterruptibleProxy, startInterruptibleProxy } from '../../../test/interruptible-proxy.ts';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';
import { LifecycleService } from './lifecycle.service.ts';

let reference: TestApp;
let running: TestApp;
let proxy: InterruptibleProxy;

beforeAll(async () => {
  reference = await startTestApp();
  const url = new URL(reference.database.url);
  proxy = await startInterruptibleProxy(url.hostname, Number(url.port));
  url.host = `127.0.0.1:${proxy.port}`;
  running = await startTestApp({ env: { DATABASE_URL: url.href }, sharing: reference });
});
afterAll(async () => {
  await running.stop();
  proxy.close();
  await reference.stop();
});

const { liveness, startup, readiness } = backendProbes;
const paths = [liveness, startup, readiness, '/api/auth/health', '/api/tasks/health'];

async function statuses(): Promise<Record<string, number>> {
  const answers = await Promise.all(paths.map(async (path) => [path, (await running.api.get(path)).status] as const));
  return Object.fromEntries(answers);
}

it('answers 200 to every probe while the database responds', async () => {
  expect(await statuses()).toEqual(Object.fromEntries(paths.map((path) => [path, 200])));
});

describe('while the database is unavailable', () => {
  it('stays alive, becomes unready, answers 503 to requests and recovers afterwards', async () => {
    const { token } = await running.api.registerUser('patient');
    proxy.interrupt();
    expect(await statuses()).toEqual({
      [liveness]: 200,
      [startup]: 200,
      [readiness]: 503,
      '/api/auth/health': 503,
      '/api/tasks/health': 503,
    });
    const answer = await running.api.get('/api/tasks', { token });
    expect([answer.status, answer.body.code, answer.headers.get('retry-after')]).toEqual([
      503,
      'service_unavailable',
      '5',
    ]);
    expect((await running.api.post('/api/auth/login', { username: 'patient', password: 'whatever' })).status).toBe(503);
    proxy.restore();
    expect((await statuses())[readiness]).toBe(200);
    expect((await running.api.get('/api/tasks', { token })).status).toBe(200);
  });
});

it('is unready while draining and still serves requests', async () => {
  const draining = await startTestApp({ sharing: reference });
  const { token } = await draining.api.registerUser('late-guest');
  draining.app.get(LifecycleService).drain();
  expect((await draining.api.get(readiness)).status).toBe(503);
  expect((await draining.api.get(liveness)).status).toBe(200);
  expect((await draining.api.get('/api/tasks', { token })).status).toBe(200);
  await draining.stop();
});
