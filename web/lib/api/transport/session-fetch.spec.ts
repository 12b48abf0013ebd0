import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sessionFetch } from './session-fetch';
import { sessionState } from './session-state';

/** An API with one session: calls succeed while it is fresh, and a renewal makes it fresh again. */
const fresh = { fresh: true, renewalStatus: 200, refused: 'unauthenticated', renewals: 0, afterRenewal: () => {} };
const api = { ...fresh, bodies: [] as string[] };

let server: Server;
let origin: string;

beforeEach(async () => {
  Object.assign(api, fresh, { bodies: [] });
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const renewing = request.url === '/api/auth/session/refresh';
    if (renewing) {
      api.renewals += 1;
      api.fresh = api.renewalStatus === 200;
      api.afterRenewal();
    } else api.bodies.push(body);
    const status = renewing ? api.renewalStatus : api.fresh ? 200 : 401;
    response.writeHead(status).end(JSON.stringify({ code: renewing ? 'unauthenticated' : api.refused, detail: '' }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  sessionState.set(false);
  server.closeAllConnections();
  server.close();
});

const write = () => sessionFetch(`${origin}/api/tasks`, { method: 'POST', body: 'one task' });

describe('an API call from an open page', () => {
  it('succeeds at once while the session is fresh', async () => {
    expect((await write()).status).toBe(200);
    expect(api.renewals).toBe(0);
  });

  it('is sent again, with its body, after the session was renewed', async () => {
    api.fresh = false;
    expect((await write()).status).toBe(200);
    expect(new Set(api.bodies)).toEqual(new Set(['one task']));
    expect(sessionState.isExpired()).toBe(false);
  });

  it('shares one renewal with other refused calls', async () => {
    api.fresh = false;
    const answers = await Promise.all(Array.from({ length: 8 }, write));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(api.renewals).toBe(1);
  });

  it('opens the sign-in dialog when the session is over', async () => {
    Object.assign(api, { fresh: false, renewalStatus: 401 });
    expect((await write()).status).toBe(401);
    expect(sessionState.isExpired()).toBe(true);
  });

  it('is sent again instead of opening the dialog when the user signed in meanwhile', async () => {
    Object.assign(api, { fresh: false, renewalStatus: 401 });
    sessionState.set(true);
    api.afterRenewal = () => {
      api.fresh = true;
      sessionState.set(false);
    };
    expect((await write()).status).toBe(200);
    expect(sessionState.isExpired()).toBe(false);
  });

  it('fails without a dialog when the session cannot be renewed at the moment', async () => {
    Object.assign(api, { fresh: false, renewalStatus: 503 });
    expect((await write()).status).toBe(503);
    expect(sessionState.isExpired()).toBe(false);
  });

  it('ends a change, but not a read, when the page is left', async () => {
    const sent = vi.spyOn(globalThis, 'fetch');
    await write();
    await sessionFetch(`${origin}/api/tasks`);
    expect(sent.mock.calls.map(([request]) => request instanceof Request && request.keepalive)).toEqual([true, false]);
    sent.mockRestore();
  });

  it('does not renew for a wrong password', async () => {
    Object.assign(api, { fresh: false, refused: 'invalid_credentials' });
    expect((await write()).status).toBe(401);
    expect(api.renewals).toBe(0);
  });
});
