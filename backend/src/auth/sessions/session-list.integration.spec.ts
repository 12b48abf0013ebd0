import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ApiResponse } from '../../../../tools/shared/api-client.ts';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';

let running: TestApp;
let password: string;
let otherUser: { token: string };
beforeAll(async () => {
  running = await startTestApp();
  ({ password } = await running.api.registerUser('joan'));
  otherUser = await running.api.registerUser('other-user');
});
afterAll(() => running.stop());

const agents = {
  laptop: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  phone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  script: 'curl/8.14.1',
  nameless: '',
};

interface SignedInDevice {
  readonly token: string;
  readonly refreshToken: string;
}

async function signIn(userAgent: string): Promise<SignedInDevice> {
  const { body } = await running.api.post(
    '/api/auth/login',
    { username: 'joan', password },
    { headers: { 'User-Agent': userAgent } },
  );
  return { token: String(body.token), refreshToken: String(body.refresh_token) };
}

const list = ({ token }: { token: string }) => running.api.get('/api/auth/sessions', { token });
const itemsOf = ({ body }: ApiResponse) => body.items as { id: number; device: string; current: boolean }[];
const refresh = ({ refreshToken }: SignedInDevice) =>
  running.api.post('/api/auth/refresh', { refresh_token: refreshToken });

beforeEach(async () => {
  await running.database.connection.query("DELETE FROM sessions WHERE device <> 'node'");
});

describe('the list of sessions', () => {
  it('names the device of each session and marks the current session', async () => {
    for (const agent of [agents.nameless, agents.script, agents.phone]) await signIn(agent);
    const laptop = await signIn(agents.laptop);
    const answer = await list(laptop);
    expect(answer.status).toBe(200);
    expect(itemsOf(answer).map(({ device, current }) => [device, current])).toEqual(
      expect.arrayContaining([
        ['Firefox on Linux', true],
        ['Safari on iOS', false],
        ['curl', false],
      ]),
    );
    expect(itemsOf(answer).filter(({ current }) => current)).toHaveLength(1);
    expect(JSON.stringify(answer.body)).not.toMatch(/hash|salt|token/);
  });

  it('shows the new device name after a refresh with another user agent', async () => {
    const laptop = await signIn(agents.laptop);
    await running.api.post(
      '/api/auth/refresh',
      { refresh_token: laptop.refreshToken },
      { headers: { 'User-Agent': agents.phone } },
    );
    expect(itemsOf(await list(laptop)).map(({ device }) => device)).toContain('Safari on iOS');
  });
});

describe('signing out', () => {
  it('of one other device ends that session at once and keeps the current one', async () => {
    const [laptop, phone] = [await signIn(agents.laptop), await signIn(agents.phone)];
    const target = itemsOf(await list(phone)).find(({ current }) => current);
    const path = `/api/auth/sessions/${target?.id}`;
    expect((await running.api.call('DELETE', path, undefined, laptop)).status).toBe(204);
    expect((await list(phone)).status).toBe(401);
    expect((await refresh(phone)).status).toBe(401);
    expect((await list(laptop)).status).toBe(200);
    expect((await running.api.call('DELETE', path, undefined, laptop)).status).toBe(404);
  });

  it("of another user's device answers 404, as for an unknown session", async () => {
    const phone = await signIn(agents.phone);
    const target = itemsOf(await list(phone)).find(({ current }) => current);
    const answer = await running.api.call('DELETE', `/api/auth/sessions/${target?.id}`, undefined, otherUser);
    expect(answer.status).toBe(404);
    expect(answer.body.code).toBe('session_not_found');
    expect((await list(phone)).status).toBe(200);
  });

  it('of all other devices keeps the current session', async () => {
    const [laptop, phone, tablet] = [await signIn(agents.laptop), await signIn(agents.phone), await signIn('tablet/1')];
    const answer = await running.api.call('DELETE', '/api/auth/sessions?keep=current', undefined, laptop);
    expect(answer.status).toBe(204);
    for (const other of [phone, tablet]) {
      expect((await list(other)).status).toBe(401);
      expect((await refresh(other)).status).toBe(401);
    }
    expect((await refresh(laptop)).status).toBe(200);
  });

  it("everywhere ends all sessions of the user and no other user's", async () => {
    const [laptop, phone] = [await signIn(agents.laptop), await signIn(agents.phone)];
    const answer = await running.api.call('DELETE', '/api/auth/sessions', undefined, laptop);
    expect(answer.status).toBe(204);
    expect(answer.headers.getSetCookie()).toHaveLength(2);
    for (const device of [laptop, phone]) {
      expect((await list(device)).status).toBe(401);
      expect((await refresh(device)).status).toBe(401);
    }
    expect((await list(otherUser)).status).toBe(200);
  });

  it('in a browser ends the session on the server, not only in the browser', async () => {
    const signedIn = await running.api.post('/api/auth/session', { username: 'joan', password });
    const Cookie = signedIn.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
    expect((await running.api.get('/api/auth/me', { headers: { Cookie } })).status).toBe(200);
    expect((await running.api.call('DELETE', '/api/auth/session', undefined, { headers: { Cookie } })).status).toBe(
      204,
    );
    expect((await running.api.get('/api/auth/me', { headers: { Cookie } })).status).toBe(401);
    const renewed = await running.api.call('POST', '/api/auth/session/refresh', undefined, { headers: { Cookie } });
    expect(renewed.status).toBe(401);
    expect(renewed.headers.getSetCookie()).toHaveLength(2);
  });
});

describe('a browser', () => {
  it('renews both cookies with the refresh cookie alone, and the body contains no token', async () => {
    const signedIn = await running.api.post('/api/auth/session', { username: 'joan', password });
    const Cookie = signedIn.headers.getSetCookie()[1]?.split(';')[0] ?? '';
    const answer = await running.api.call('POST', '/api/auth/session/refresh', undefined, { headers: { Cookie } });
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.body).sort()).toEqual(['expires_at', 'user']);
    const [access = '', next = ''] = answer.headers.getSetCookie();
    expect(access).toMatch(/^taskyard_access=[\w.-]+; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/);
    expect(next).not.toContain(Cookie);
  });

  it('ends its former session when it signs in again', async () => {
    const credentials = { username: 'joan', password };
    const before = await running.api.post('/api/auth/session', credentials);
    const Cookie = before.headers.getSetCookie()[1]?.split(';')[0] ?? '';
    const wrong = { ...credentials, password: 'not the password' };
    expect((await running.api.post('/api/auth/session', wrong, { headers: { Cookie } })).status).toBe(401);
    expect((await running.api.post('/api/auth/session', credentials, { headers: { Cookie } })).status).toBe(201);
    const renewed = await running.api.call('POST', '/api/auth/session/refresh', undefined, { headers: { Cookie } });
    expect(renewed.status).toBe(401);
  });

  it('does not renew or end a session by a cross-site request', async () => {
    const signedIn = await running.api.post('/api/auth/session', { username: 'joan', password });
    const Cookie = signedIn.headers.getSetCookie()[1]?.split(';')[0] ?? '';
    const headers = { Cookie, 'Sec-Fetch-Site': 'cross-site' };
    for (const [method, path] of [
      ['POST', '/api/auth/session/refresh'],
      ['DELETE', '/api/auth/session'],
      ['DELETE', '/api/auth/sessions'],
      ['DELETE', '/api/auth/me'],
    ] as const) {
      const answer = await running.api.call(method, path, undefined, { headers });
      expect([answer.status, answer.body.code]).toEqual([403, 'cross_site_request']);
    }
    expect(
      (await running.api.call('POST', '/api/auth/session/refresh', undefined, { headers: { Cookie } })).status,
    ).toBe(200);
  });
});
