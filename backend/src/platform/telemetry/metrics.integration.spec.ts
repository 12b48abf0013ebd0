import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';
import { MetricsServerService } from './metrics-server.service.ts';

let running: TestApp;
let metricsOrigin: string;
beforeAll(async () => {
  running = await startTestApp();
  metricsOrigin = `http://127.0.0.1:${await running.app.get(MetricsServerService).listen()}`;
});
afterAll(() => running.stop());

it('counts and times requests by route pattern, never by raw path', async () => {
  const { token } = await running.api.registerUser('measured');
  const { body } = await running.api.post('/api/tasks', { title: 'Counted' }, { token });
  await running.api.get(`/api/tasks/${body.id}`, { token });
  await running.api.get('/api/tasks/123456789', { token });
  await running.api.get('/wp-login.php');
  const text = await (await fetch(`${metricsOrigin}/metrics`)).text();
  expect(text).toContain('http_requests_total{method="GET",route="/api/tasks/:id",status="200"} 1');
  expect(text).toContain('http_requests_total{method="GET",route="/api/tasks/:id",status="404"} 1');
  expect(text).toContain('http_requests_total{method="GET",route="unmatched",status="404"} 1');
  expect(text).toMatch(
    /http_request_duration_seconds_bucket\{le="\+Inf",method="POST",route="\/api\/tasks",status="201"\} 1/,
  );
  expect(text).not.toMatch(/123456789|wp-login/);
});

it('measures the process and the database pool', async () => {
  const text = await (await fetch(`${metricsOrigin}/metrics`)).text();
  for (const name of ['process_cpu_seconds_total', 'nodejs_heap_size_used_bytes', 'database_pool_waiting_requests 0']) {
    expect(text).toContain(name);
  }
  expect(text).toMatch(/database_pool_connections\{state="idle"\} [1-9]/);
});

it('serves only metrics on the metrics port and no metrics on the API port', async () => {
  expect((await fetch(`${metricsOrigin}/api/tasks`)).status).toBe(404);
  expect((await running.api.get('/metrics')).status).toBe(404);
});
