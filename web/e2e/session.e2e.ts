import type { BrowserContext } from '@playwright/test';
import { DashboardPage } from './dashboard-page.ts';
import { expect, test } from './fixtures.ts';

test.use({ expectedProblems: [/Failed to load resource/] });

/** After ten minutes the browser deletes the cookie with the access token, because it expires. */
async function letAccessTokenExpire(context: BrowserContext): Promise<void> {
  await context.clearCookies({ name: /taskyard_access$/ });
}

async function refreshCookie(context: BrowserContext) {
  return (await context.cookies()).find(({ name }) => /taskyard_refresh$/.test(name));
}

/** Adds a task and waits for the API's answer: the list shows the task before that. */
async function addAndWait(dashboard: DashboardPage, title: string): Promise<void> {
  const saved = dashboard.page.waitForResponse((response) => response.status() === 201);
  await dashboard.add(title);
  await saved;
}

test.describe('when the access token has expired', () => {
  test('a page load stays signed in, and the browser gets new cookies', async ({ dashboard, context, seed }) => {
    await seed([{ title: 'Still here' }]);
    await dashboard.open();
    const before = await refreshCookie(context);
    await letAccessTokenExpire(context);
    await dashboard.open();
    await expect(dashboard.row('Still here')).toBeVisible();
    expect((await refreshCookie(context))?.value).not.toBe(before?.value);
    const cookies = (await context.cookies()).filter(({ name }) => /taskyard_(access|refresh)$/.test(name));
    expect(cookies).toHaveLength(2);
    for (const cookie of cookies) expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  });

  test('an action on an open page succeeds once, without a dialog', async ({ dashboard, context, page }) => {
    await dashboard.open();
    await letAccessTokenExpire(context);
    await addAndWait(dashboard, 'Written later');
    await expect(dashboard.row('Written later')).toBeVisible();
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.reload();
    await expect(dashboard.rows).toHaveCount(1);
  });

  test('the sign-in page redirects a user who is still signed in', async ({ dashboard, context, page }) => {
    await dashboard.open();
    await letAccessTokenExpire(context);
    await page.goto('/login?next=/dashboard?status=pending');
    await expect(page).toHaveURL(/\/dashboard\?status=pending$/);
  });

  test('two tabs continue at once with one renewal', async ({ dashboard, context }) => {
    await dashboard.open();
    const other = new DashboardPage(await context.newPage());
    await other.open();
    let renewals = 0;
    context.on('request', (request) => {
      if (request.url().endsWith('/api/auth/session/refresh')) renewals += 1;
    });
    await letAccessTokenExpire(context);
    await Promise.all([addAndWait(dashboard, 'From the one'), addAndWait(other, 'From the other')]);
    await expect(dashboard.row('From the one')).toBeVisible();
    await expect(other.row('From the other')).toBeVisible();
    expect(renewals).toBe(1);
    await dashboard.page.reload();
    await expect(dashboard.rows).toHaveCount(2);
  });

  test('a page load during a renewal in another tab does not end the session', async ({ dashboard, context }) => {
    await dashboard.open();
    const other = new DashboardPage(await context.newPage());
    for (let round = 0; round < 3; round += 1) {
      await letAccessTokenExpire(context);
      await Promise.all([addAndWait(dashboard, `Round ${round}`), other.open()]);
      await expect(dashboard.row(`Round ${round}`)).toBeVisible();
      await other.open();
      await expect(other.row(`Round ${round}`)).toBeVisible();
    }
  });

  test('a lost answer does not sign the user out', async ({ dashboard, context, page }) => {
    await dashboard.open();
    await letAccessTokenExpire(context);
    // The API renews the session, but the browser never gets the answer.
    await page.route('**/api/auth/session/refresh', async (route) => {
      const { name, value } = (await refreshCookie(context)) ?? {};
      const lost = await fetch(route.request().url(), { method: 'POST', headers: { cookie: `${name}=${value}` } });
      expect(lost.status).toBe(200);
      await route.abort();
    });
    await dashboard.add('Lost');
    await expect(dashboard.toasts).toContainText('Could not add the task');
    // The list is loaded again after the failure, and may still be asking.
    await page.unrouteAll({ behavior: 'wait' });
    await dashboard.quickAdd.press('Enter');
    await expect(dashboard.row('Lost')).toBeVisible();
    await expect(page.getByRole('dialog')).toBeHidden();
  });

  test('an API that cannot renew the session at the moment does not sign the user out', async ({
    dashboard,
    context,
    page,
  }) => {
    await dashboard.open();
    await letAccessTokenExpire(context);
    await page.route('**/api/auth/session/refresh', (route) => route.fulfill({ status: 503 }));
    await dashboard.add('Patience');
    await expect(dashboard.toasts).toContainText('Could not add the task');
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.unroute('**/api/auth/session/refresh');
    await dashboard.quickAdd.press('Enter');
    await expect(dashboard.row('Patience')).toBeVisible();
  });
});

test.describe('when the session is over', () => {
  test('an open page asks for the password, and a page load redirects to the sign-in page', async ({
    dashboard,
    context,
    page,
  }) => {
    await dashboard.open();
    await context.request.delete('/api/auth/sessions');
    await dashboard.add('Too late');
    await expect(page.getByRole('dialog', { name: 'Your session has ended' })).toBeVisible();
    await page.goto('/dashboard');
    await expect(page).toHaveURL(/\/login\?next=%2Fdashboard$/);
  });

  test('an invalid refresh cookie is removed', async ({ dashboard, context, page }) => {
    await dashboard.open();
    const cookie = await refreshCookie(context);
    await context.request.delete('/api/auth/session');
    await context.addCookies(cookie === undefined ? [] : [cookie]);
    await page.goto('/dashboard');
    await expect(page).toHaveURL(/\/login\?next=%2Fdashboard$/);
    expect(await refreshCookie(context)).toBeUndefined();
  });

  test('signing out in one tab signs out the others', async ({ dashboard, context, seed }) => {
    await seed([{ title: 'Mine alone' }]);
    await dashboard.open();
    const other = new DashboardPage(await context.newPage());
    await other.open();
    await dashboard.signOut();
    await expect(other.page).toHaveURL(/\/login$/);
  });

  test('signing out ends it on the server too', async ({ dashboard, context, playwright, baseURL }) => {
    await dashboard.open();
    const cookies = await context.cookies();
    await dashboard.signOut();
    const copy = await playwright.request.newContext({
      baseURL: baseURL ?? '',
      extraHTTPHeaders: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') },
    });
    expect((await copy.post('/api/auth/session/refresh')).status()).toBe(401);
    expect((await copy.get('/api/auth/me')).status()).toBe(401);
    await copy.dispose();
  });
});
