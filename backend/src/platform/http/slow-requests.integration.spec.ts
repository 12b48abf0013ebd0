import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { headersTimeoutMs, timeoutCheckMs } from '@taskyard/contracts/request-limits';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';

let running: TestApp;
beforeAll(async () => {
  running = await startTestApp();
});
afterAll(() => running.stop());

function open(...lines: string[]): Socket {
  const { host, hostname, port } = new URL(running.api.origin);
  const socket = connect(Number(port), hostname);
  socket.write([lines[0], `Host: ${host}`, ...lines.slice(1)].join('\r\n'));
  return socket;
}

describe('a request that is never sent completely', () => {
  const seconds = 30;

  it.each([
    ['headers', ['POST /api/auth/login HTTP/1.1', 'Content-Type: application/json', 'X-Slow: ']],
    [
      'a body',
      ['POST /api/auth/login HTTP/1.1', 'Content-Type: application/json', 'Content-Length: 100', '', '{"username":'],
    ],
  ])('with half of %s is answered 408 and closed', { timeout: (seconds + 5) * 1_000 }, async (_, lines) => {
    const start = Date.now();
    expect(await text(open(...lines))).toMatch(/^HTTP\/1.1 408 /);
    expect(Date.now() - start).toBeLessThan(seconds * 1_000);
  });

  it('does not hold others up', async () => {
    const { token } = await running.api.registerUser('quick');
    const sockets = Array.from({ length: 200 }, () =>
      open('POST /api/auth/login HTTP/1.1', 'Content-Type: application/json', 'Content-Length: 100', '', '{'),
    );
    const start = Date.now();
    expect((await running.api.get('/api/tasks', { token })).status).toBe(200);
    expect(Date.now() - start).toBeLessThan(1_000);
    for (const socket of sockets) socket.destroy();
  });
});

describe('a connection that a proxy opened in advance', () => {
  it('still takes a request after the time for headers, and the limits hold from its first byte', {
    timeout: 60_000,
  }, async () => {
    const { host, hostname, port } = new URL(running.api.origin);
    const [used, slow] = [connect(Number(port), hostname), connect(Number(port), hostname)];
    await sleep(headersTimeoutMs + 3 * timeoutCheckMs);
    used.write(`GET /api/tasks/health HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    slow.write(`GET /api/tasks/health HTTP/1.1\r\nHost: ${host}\r\n`);
    expect(await text(used)).toMatch(/^HTTP\/1\.1 200 /);
    expect(await text(slow)).toMatch(/^HTTP\/1\.1 408 /);
  });
});
