import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Traffic } from './traffic.ts';

/** A small API: it registers, signs in, and keeps tasks in memory. */
let server: Server;
let origin: string;
let tasks: Map<number, string>;
let down: boolean;

const token = `${Buffer.from('{"kid":"first"}').toString('base64url')}.payload.signature`;

beforeEach(async () => {
  tasks = new Map();
  down = false;
  server = createServer(async (request, response) => {
    const answer = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    if (down) return answer(503, {});
    const id = Number(/^\/api\/tasks\/(\d+)$/.exec(request.url ?? '')?.[1]);
    if (id > 0) return tasks.has(id) ? answer(200, { id, title: tasks.get(id) }) : answer(404, {});
    if (request.url === '/api/auth/register') return answer(201, { id: 1 });
    if (request.url === '/api/auth/login') return answer(200, { token, refresh_token: 'r', expires_in: 600 });
    if (request.method === 'GET') return answer(200, {});
    const { title } = JSON.parse(text);
    tasks.set(tasks.size + 1, title);
    return answer(201, { id: tasks.size, title });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

it('sends at least the wanted number of requests, goes on while the change runs, and finds every write again', async () => {
  const traffic = await Traffic.start(origin);
  const report = await traffic.during(() => sleep(500), { atLeast: 450 });
  expect(report).toMatchObject({ failed: 0, outageSeconds: 0, failures: '' });
  expect(report.sent).toBeGreaterThanOrEqual(450);
  expect(traffic.writes.count).toBeGreaterThan(15);
  expect(await traffic.writes.lost()).toEqual([]);
  expect([...traffic.signingKeys]).toEqual(['first']);
});

it('counts failed requests, measures the outage, and says which requests failed', async () => {
  const traffic = await Traffic.start(origin);
  const report = await traffic.during(
    async () => {
      down = true;
      await sleep(1_000);
      down = false;
    },
    { atLeast: 0 },
  );
  expect(report.failed).toBeGreaterThan(50);
  expect(report.outageSeconds).toBeGreaterThan(0.5);
  expect(report.outageSeconds).toBeLessThan(2);
  expect(report.failures).toMatch(/\d+ × GET \/api\/tasks 503/);
});

it('names every acknowledged write that is lost or changed', async () => {
  const traffic = await Traffic.start(origin);
  await traffic.during(() => Promise.resolve(), { atLeast: 200 });
  tasks.delete(1);
  tasks.set(2, 'something else');
  expect((await traffic.writes.lost()).sort()).toEqual([
    'task 1 was acknowledged and is now 404',
    'task 2 was acknowledged and is now "something else"',
  ]);
});

it('ends the traffic when the change fails, and throws its error', async () => {
  const traffic = await Traffic.start(origin);
  const began = performance.now();
  await expect(traffic.during(() => Promise.reject(new Error('the update failed')))).rejects.toThrow(
    'the update failed',
  );
  expect(performance.now() - began).toBeLessThan(8_000);
});
