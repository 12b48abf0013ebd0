import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { idleConnectionMs } from '@taskyard/contracts/request-limits';
import { afterEach, expect, it } from 'vitest';
import { albTimes } from '../../stacks/config/load-balancer-times.ts';
import { FakeLoadBalancer } from './fake-load-balancer.ts';

/** All times of the cloud are divided by it, so that a minute takes a second. */
const scale = 60;
const idleMs = (albTimes.idle * 1000) / scale;
const latencyMs = 20;
/** Next's keep-alive when KEEP_ALIVE_TIMEOUT is not set, and Node's time on top of every keep-alive. */
const defaultOfNextMs = 5_000;
const bufferMs = 1_000;

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A server that keeps connections as Next's and the backend's do. */
async function startTarget(keepAliveMs: number): Promise<number> {
  const server: Server = createServer((_request, response) => response.end('ok'));
  server.keepAliveTimeout = keepAliveMs / scale;
  server.keepAliveTimeoutBuffer = bufferMs / scale;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

/** Pauses between two requests on one connection: every length that the load balancer still uses it after. */
const pauses = Array.from({ length: Math.floor((idleMs * 0.9) / 8) }, (_, index) => index * 8);

async function statusesBehindLoadBalancer(keepAliveMs: number): Promise<number[]> {
  const balancer = await FakeLoadBalancer.start({ targetPort: await startTarget(keepAliveMs), idleMs, latencyMs });
  closing.unshift(() => balancer.stop());
  return Promise.all(pauses.map((pause) => balancer.statusAfterPause('/', pause)));
}

it('loses requests behind a load balancer at the default keep-alive of Next', async () => {
  const statuses = await statusesBehindLoadBalancer(defaultOfNextMs);
  expect(statuses).toContain(502);
  expect(statuses).toContain(200);
});

it('loses none at the keep-alive of the servers', async () => {
  const statuses = await statusesBehindLoadBalancer(idleConnectionMs);
  expect(new Set(statuses)).toEqual(new Set([200]));
});
