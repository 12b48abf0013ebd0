import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RowDataPacket } from 'mysql2';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startGateway } from '../../tools/dev/gateway.ts';
import { freePort } from '../../tools/shared/free-port.ts';
import { runSmoke } from '../../tools/smoke/run-smoke.ts';
import { startTestApp, type TestApp } from './test-app.ts';

let port: number;
let backend: TestApp;
const closers: (() => unknown)[] = [];
beforeEach(async () => {
  port = await freePort();
  backend = await startTestApp({ env: { PUBLIC_ORIGIN: `http://localhost:${port}` } });
  closers.push(() => backend.stop());
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function deployment(routes: Record<string, string> = {}): Promise<string> {
  const pages = await serve((_request, response) => {
    response.setHeader('content-security-policy', "script-src 'self' 'nonce-abc'");
    response.end('a page');
  });
  const gateway = await startGateway({ port, routes: { '/api': backend.api.origin, '': pages, ...routes } });
  closers.push(() => gateway.stop());
  return gateway.origin;
}

async function smoke(origin: string): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const code = await runSmoke({ origin, waitSeconds: 0, report: (line) => lines.push(line) });
  return { code, lines };
}

async function rowsLeft(): Promise<unknown> {
  const [[row]] = await backend.database.connection.query<RowDataPacket[]>(
    'SELECT (SELECT COUNT(*) FROM users) AS users, (SELECT COUNT(*) FROM tasks) AS tasks',
  );
  return { ...row };
}

it('prints one line per step, exits with 0 and leaves nothing behind when the deployment works', async () => {
  const { code, lines } = await smoke(await deployment());
  expect(lines.filter((line) => line.startsWith('FAIL'))).toEqual([]);
  expect(code).toBe(0);
  expect(lines.at(-2)).toMatch(/^ok +16 {2}the account is gone \(\d+ ms\)$/);
  expect(await rowsLeft()).toEqual({ users: 0, tasks: 0 });
});

it('names a step that fails in the middle and still deletes the account', async () => {
  const broken = await serve((_request, response) => response.writeHead(500).end());
  const { code, lines } = await smoke(await deployment({ '/api/tasks/counts': broken }));
  expect(code).toBe(1);
  expect(lines).toContainEqual(
    'FAIL 14  an API client with a token sees the same: GET /api/tasks/counts answered 500 instead of 200',
  );
  expect(lines).toContainEqual(expect.stringMatching(/^ok +15 {2}clean up: close the account/));
  expect(await rowsLeft()).toEqual({ users: 0, tasks: 0 });
});

it('names an unavailable backend with the problem code and the correlation id', async () => {
  const nowhere = `http://127.0.0.1:${await freePort()}`;
  const { code, lines } = await smoke(await deployment({ '/api': nowhere }));
  expect(code).toBe(1);
  expect(lines.at(-2)).toMatch(
    /^FAIL +3 {2}auth is healthy: GET \/api\/auth\/health answered 503 .*service_unavailable, correlation id /,
  );
});

it('detects a deployment with another PUBLIC_ORIGIN', async () => {
  const elsewhere = await startTestApp({ env: { PUBLIC_ORIGIN: 'https://elsewhere.example' }, sharing: backend });
  closers.push(() => elsewhere.stop());
  const { code, lines } = await smoke(await deployment({ '/api': elsewhere.api.origin }));
  expect(code).toBe(1);
  expect(lines).toContainEqual('FAIL  7  sign in: the session cookie is for another origin');
  expect(await rowsLeft()).toEqual({ users: 0, tasks: 0 });
});

it('reports a failed first step, not a stack trace, when nothing listens', async () => {
  const { code, lines } = await smoke(`http://localhost:${port}`);
  expect(code).toBe(1);
  expect(lines[0]).toMatch(/^FAIL +1 {2}the web answers: GET \/healthz failed: /);
});
