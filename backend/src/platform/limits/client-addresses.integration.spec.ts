import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';

let direct: TestApp;
const running: TestApp[] = [];
beforeAll(async () => {
  direct = await start({});
});
afterAll(async () => {
  for (const app of running.reverse()) await app.stop();
});

async function start(env: Record<string, string>): Promise<TestApp> {
  const app = await startTestApp({ env: { RATE_LIMIT_FACTOR: '1', ...env }, ...(direct && { sharing: direct }) });
  running.push(app);
  return app;
}

/** Sends a request with these headers. @returns how many requests its client has left in the window */
async function remainingAfter(
  { api }: TestApp,
  forwarded: string,
  otherHeaders: Record<string, string> = {},
): Promise<number> {
  const headers = { 'X-Forwarded-For': forwarded, ...otherHeaders };
  const answer = await api.post('/api/auth/refresh', { refresh_token: 'never issued' }, { headers });
  return Number(answer.headers.get('ratelimit-remaining'));
}

/** Whether requests with these values count for the same client. */
async function areOneClient(app: TestApp, forwarded: readonly string[]): Promise<boolean> {
  const counts: number[] = [];
  for (const value of forwarded) counts.push(await remainingAfter(app, value));
  return counts.every((count, i) => count === Number(counts[0]) - i);
}

const claims = ['198.51.100.1', '198.51.100.2, 198.51.100.3', '2001:db8::7', 'unknown', "'; --", 'x'.repeat(4_000), ''];

it('ignores the addresses that a client sends when no proxy is trusted', async () => {
  expect(await areOneClient(direct, claims)).toBe(true);
  const others = { Forwarded: 'for=198.51.100.9', 'X-Real-IP': '198.51.100.9', 'X-Client-IP': '198.51.100.9' };
  const before = await remainingAfter(direct, '198.51.100.1');
  expect(await remainingAfter(direct, '198.51.100.1', others)).toBe(before - 1);
});

it('treats a proxy at an untrusted address like any client', async () => {
  expect(await areOneClient(await start({ TRUST_PROXY: '10.0.0.0/8' }), claims)).toBe(true);
});

describe.each([
  ['by its address', 'loopback'],
  ['as one hop', '1'],
])('behind one proxy, trusted %s', (_, TRUST_PROXY) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await start({ TRUST_PROXY });
  });

  it('tells clients apart by the address that the proxy saw', async () => {
    expect(await areOneClient(app, ['203.0.113.1', '203.0.113.2'])).toBe(false);
  });

  it('ignores addresses that the client put before it', async () => {
    expect(
      await areOneClient(
        app,
        claims.map((claim) => `${claim}, 203.0.113.50`),
      ),
    ).toBe(true);
  });

  it('counts the proxy when the value is not an address', async () => {
    expect(await areOneClient(app, ['unknown', "'; --", 'x'.repeat(4_000), '999.1.1.1'])).toBe(true);
  });

  it('counts an IPv6 /64 network as one client and the next network as another', async () => {
    expect(await areOneClient(app, ['2001:db8:5:6::1', '2001:DB8:5:6:ffff::2', '2001:db8:5:6::3%eth0'])).toBe(true);
    expect(await areOneClient(app, ['2001:db8:5:6::1', '2001:db8:5:7::1'])).toBe(false);
  });

  it('counts an IPv4-mapped IPv6 address as the same client', async () => {
    expect(await areOneClient(app, ['203.0.113.60', '::ffff:203.0.113.60'])).toBe(true);
  });
});

it('uses the second to last address behind two proxies, however many come before it', async () => {
  const app = await start({ TRUST_PROXY: '2' });
  const seen = '203.0.113.70, 10.0.0.1';
  expect(await areOneClient(app, [seen, `198.51.100.1, ${seen}`, `198.51.100.2, 198.51.100.3, ${seen}`])).toBe(true);
  expect(await areOneClient(app, ['203.0.113.71, 10.0.0.1', '203.0.113.72, 10.0.0.1'])).toBe(false);
});

it('joins a repeated header in the order in which it was sent', async () => {
  const app = await start({ TRUST_PROXY: '1' });
  const before = await remainingAfter(app, '203.0.113.80');
  const call = request(`${app.api.origin}/api/auth/refresh`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': ['198.51.100.1', '203.0.113.80'] },
  });
  call.end('{"refresh_token":"never issued"}');
  const [answer] = (await once(call, 'response')) as [IncomingMessage];
  answer.resume();
  expect(Number(answer.headers['ratelimit-remaining'])).toBe(before - 1);
});
