import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { renewOnArrival } from './renew-on-arrival';

const fresh = ['taskyard_access=new-access; Path=/; HttpOnly', 'taskyard_refresh=new-refresh; Path=/; HttpOnly'];
const emptied = ['taskyard_access=; Path=/; Max-Age=0', 'taskyard_refresh=; Path=/; Max-Age=0'];

/** A fake of the auth API that only renews sessions. */
const auth = { status: 200, setCookies: fresh, asked: [] as IncomingHttpHeaders[] };

let server: Server;

beforeAll(async () => {
  server = createServer((request, response) => {
    auth.asked.push(request.headers);
    response.writeHead(auth.status, { 'Set-Cookie': auth.setCookies }).end('{}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  vi.stubEnv('AUTH_API_URL', url);
  vi.stubEnv('TASKS_API_URL', url);
  vi.stubEnv('PUBLIC_ORIGIN', 'http://localhost:3000');
});

beforeEach(() => {
  Object.assign(auth, { status: 200, setCookies: fresh, asked: [] });
});

afterAll(() => {
  vi.unstubAllEnvs();
  server.close();
});

const visit = (cookie: string) => new Headers({ cookie, 'x-forwarded-for': '203.0.113.7', 'user-agent': 'Firefox' });

describe('a visitor whose access token has expired', () => {
  it('gets new cookies, and the page is rendered with them', async () => {
    const headers = visit('theme=dark; taskyard_refresh=old');
    expect(await renewOnArrival(headers)).toEqual(fresh);
    expect(headers.get('cookie')).toBe('theme=dark; taskyard_refresh=new-refresh; taskyard_access=new-access');
    expect(auth.asked[0]).toMatchObject({ 'x-forwarded-for': '203.0.113.7', 'user-agent': 'Firefox' });
  });

  it('loses the cookies when the session is over', async () => {
    Object.assign(auth, { status: 401, setCookies: emptied });
    const headers = visit('theme=dark; taskyard_refresh=old');
    expect(await renewOnArrival(headers)).toEqual(emptied);
    expect(headers.get('cookie')).toBe('theme=dark');
  });

  it.each([429, 500, 503])('keeps the cookies when auth answers %i', async (status) => {
    Object.assign(auth, { status, setCookies: emptied });
    const headers = visit('taskyard_refresh=old');
    expect(await renewOnArrival(headers)).toEqual([]);
    expect(headers.get('cookie')).toBe('taskyard_refresh=old');
  });
});

it.each(['', 'theme=dark', 'taskyard_access=good; taskyard_refresh=good'])(
  'does not call auth for a visitor with the cookies "%s"',
  async (cookie) => {
    expect(await renewOnArrival(visit(cookie))).toEqual([]);
    expect(auth.asked).toEqual([]);
  },
);

it('keeps the cookies when auth is down', async () => {
  await new Promise((closed) => server.close(closed));
  const headers = visit('taskyard_refresh=old');
  expect(await renewOnArrival(headers)).toEqual([]);
  expect(headers.get('cookie')).toBe('taskyard_refresh=old');
});
