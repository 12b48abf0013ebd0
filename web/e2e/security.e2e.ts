import { expect, test } from './fixtures.ts';

test('every page has a policy with its own nonce and no unsafe keyword', async ({ request }) => {
  const policies = new Set<string>();
  for (const path of ['/login', '/register', '/nowhere', '/login']) {
    const headers = (await request.get(path)).headers();
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/=]{20,}' 'strict-dynamic';/);
    expect(policy).toContain(`frame-ancestors 'none'`);
    expect(policy).not.toContain('unsafe');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['x-request-id']).toBeTruthy();
    policies.add(policy);
  }
  expect(policies.size).toBe(4);
});

test('missing files and other paths without a page have a policy too', async ({ request }) => {
  for (const [path, status] of [
    ['/_next/static/chunks/missing.js', 404],
    ['/_next/static/', 404],
    ['/_next/staticky', 404],
    ['/healthz/more', 404],
    ['/healthzz', 404],
    ['/icon.svg', 200],
    ['/icon.svg.map', 404],
  ] as const) {
    const response = await request.get(path);
    expect(response.status(), path).toBe(status);
    expect(response.headers()['content-security-policy'], path).toMatch(
      /default-src '(none|self)'.*frame-ancestors 'none'/,
    );
  }
});

test('a signed-out visitor gets a redirect and nothing of the dashboard', async ({ request }) => {
  const response = await request.get('/dashboard?q=secret', { maxRedirects: 0 });
  expect(response.status()).toBe(307);
  expect(response.headers().location).toBe('/login?next=%2Fdashboard%3Fq%3Dsecret');
  expect(await response.text()).not.toContain('Search tasks');
});

test('the health page answers with text', async ({ request }) => {
  const response = await request.get('/healthz');
  expect(response.status()).toBe(200);
  expect(await response.text()).toBe('ok');
});

test('the session cannot be read by scripts', async ({ dashboard, page, context }) => {
  await dashboard.open();
  expect(await page.evaluate(() => document.cookie)).not.toContain('taskyard_');
  const session = (await context.cookies()).filter(({ name }) => /taskyard_(access|refresh)$/.test(name));
  expect(session).toHaveLength(2);
  for (const cookie of session) expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
});
