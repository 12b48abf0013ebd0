import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';

let running: TestApp;
let password: string;
beforeAll(async () => {
  running = await startTestApp();
  ({ password } = await running.api.registerUser('grace'));
});
afterAll(() => running.stop());

describe('browser sessions', () => {
  const signIn = (headers?: Record<string, string>) =>
    running.api.post('/api/auth/session', { username: 'grace', password }, headers === undefined ? {} : { headers });

  it('use a cookie that scripts cannot read, and the body contains no token', async () => {
    const answer = await signIn();
    expect(answer.status).toBe(201);
    expect(Object.keys(answer.body).sort()).toEqual(['expires_at', 'user']);
    const [access = '', refresh = ''] = answer.headers.getSetCookie();
    expect(access).toMatch(/^taskyard_access=[\w.-]+; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/);
    expect(refresh).toMatch(/^taskyard_refresh=[\w.-]+; Path=\/; Max-Age=604800; HttpOnly; SameSite=Lax$/);
    const me = await running.api.get('/api/auth/me', { headers: { Cookie: access.split(';')[0] ?? '' } });
    expect(me.body.username).toBe('grace');
  });

  it('clear the cookies on sign-out, also without a session', async () => {
    const answer = await running.api.call('DELETE', '/api/auth/session');
    expect(answer.status).toBe(204);
    const cleared = /^taskyard_(access|refresh)=; .*(Max-Age=0|Expires=Thu, 01 Jan 1970)/i;
    expect(answer.headers.getSetCookie()).toEqual([expect.stringMatching(cleared), expect.stringMatching(cleared)]);
  });

  it.each([
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
  ])('reject a cross-site request (%j)', async (headers) => {
    const answer = await signIn(headers);
    expect(answer.status).toBe(403);
    expect(answer.body.code).toBe('cross_site_request');
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  it.each([{ 'Sec-Fetch-Site': 'same-origin' }, { Origin: 'http://localhost:3000' }])(
    'accept a same-site request (%j)',
    async (headers) => {
      expect((await signIn(headers)).status).toBe(201);
    },
  );

  it('bind the cookie to the host and to TLS over HTTPS', async () => {
    const secure = await startTestApp({ env: { PUBLIC_ORIGIN: 'https://tasks.example.com' }, sharing: running });
    const answer = await secure.api.post('/api/auth/session', { username: 'grace', password });
    await secure.stop();
    const bound =
      /^__Host-taskyard_(access|refresh|device)=[^;]+; Path=\/; Max-Age=\d+; HttpOnly; Secure; SameSite=Lax$/;
    const cookies = answer.headers.getSetCookie();
    expect(cookies).toEqual(Array(3).fill(expect.stringMatching(bound)));
    expect(answer.headers.get('strict-transport-security')).toContain('max-age=');
  });
});
