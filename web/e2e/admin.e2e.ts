import type { Page } from '@playwright/test';
import { expect, test } from './admin-fixtures.ts';
import { codeOfApp } from './authenticator-app.ts';
import { test as userTest } from './fixtures.ts';
import { linkTo } from './mailbox.ts';

const search = (page: Page) => page.getByLabel('Search users');

userTest.describe('without the role', () => {
  userTest.use({ expectedProblems: [/status of 404/] });

  userTest('the pages do not exist, and no link leads to them', async ({ settings, page }) => {
    for (const path of ['/admin/users', '/admin/audit', '/admin/audit?user=1']) {
      expect((await page.goto(path))?.status()).toBe(404);
      await expect(settings.heading).toHaveText('Page not found');
    }
    await settings.open('/settings/profile');
    await expect(page.getByRole('link', { name: 'Users' })).toHaveCount(0);
    await page.getByRole('button', { name: /^Account of/ }).click();
    await expect(page.getByRole('menuitem', { name: 'Settings' })).toBeVisible();
    await expect(page.getByRole('menuitem', { name: 'Users' })).toHaveCount(0);
  });
});

test.describe('users', () => {
  test('are found by username and email, and filtered by role and state in the URL', async ({
    settings,
    page,
    user,
    otherUser,
  }) => {
    await settings.open('/dashboard');
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('menuitem', { name: 'Users' }).click();
    await expect(settings.heading).toHaveText('Users');
    await settings.ready();
    await search(page).fill(otherUser.email);
    await expect(settings.items('Users')).toHaveCount(1);
    await expect(settings.items('Users')).toContainText(otherUser.username);
    await expect(page).toHaveURL(`/admin/users?q=${encodeURIComponent(otherUser.email)}`);
    await page.getByLabel('Role').selectOption({ label: 'Admins' });
    await expect(page.getByRole('heading', { name: 'No users found' })).toBeVisible();
    await page.goBack();
    await expect(settings.items('Users')).toHaveCount(1);
    await search(page).fill(user.username);
    await expect(settings.items('Users')).toContainText('You');
    await expect(settings.items('Users')).toContainText('Admin');
    await page.getByLabel('State').selectOption({ label: 'Disabled' });
    await page.getByRole('button', { name: 'Show all users' }).click();
    await expect(page).toHaveURL('/admin/users');
    await expect(search(page)).toHaveValue('');
  });

  test('are loaded page by page', async ({ settings, page }) => {
    await page.route('**/api/auth/users?*', async (route) => {
      const url = new URL(route.request().url());
      url.searchParams.set('limit', '1');
      await route.continue({ url: url.href });
    });
    await settings.open('/admin/users');
    await page.getByLabel('Role').selectOption({ label: 'Admins' });
    await expect.poll(() => settings.items('Users').count()).toBeGreaterThan(1);
  });

  test('can be disabled, which signs them out and refuses sign-in, and enabled again', async ({
    settings,
    page,
    otherUser: { username, password },
    request,
  }) => {
    const signIn = async () => (await request.post('/api/auth/session', { data: { username, password } })).status();
    await settings.open(`/admin/users?q=${username}`);
    const row = settings.items('Users');
    await expect(row).toContainText('1 session');
    await settings.act(username, 'Disable account', 'Disable account');
    await expect(page.getByRole('button', { name: `Actions for ${username}` })).toBeFocused();
    await expect(row).toContainText('Disabled');
    await expect(settings.toasts).toContainText(`${username} is disabled`);
    expect(await signIn()).toBe(401);
    await settings.act(username, 'Enable account', 'Enable account');
    await expect(row).not.toContainText('Disabled');
    expect(await signIn()).toBe(201);
  });

  test('can be made admins, removed as admins and signed out', async ({ settings, page, otherUser }) => {
    const { username } = otherUser;
    await settings.open(`/admin/users?q=${username}`);
    const row = settings.items('Users');
    await settings.act(username, 'Make admin', 'Make admin');
    await expect(row.getByText('Admin', { exact: true })).toBeVisible();
    await settings.act(username, 'Remove as admin', 'Remove as admin');
    await expect(row.getByText('Admin', { exact: true })).toHaveCount(0);
    await settings.act(username, 'End sessions', 'End sessions');
    await page.reload();
    await expect(row).toContainText('Not signed in');

    await settings.act(username, 'Audit log');
    await expect(page).toHaveURL(/\/admin\/audit\?user=\d+$/);
    await expect(page.getByText(`Events of ${username} only`)).toBeVisible();
    await expect(settings.items('Events').first()).toContainText('Signed out several devices');
  });

  test('an admin can step down and loses access to the pages', async ({ settings, page, user }) => {
    await settings.open(`/admin/users?q=${user.username}`);
    await page.getByRole('button', { name: `Actions for ${user.username}` }).click();
    await expect(page.getByRole('menuitem', { name: 'Disable account' })).toHaveCount(0);
    await page.getByRole('menuitem', { name: 'Step down as admin' }).click();
    await settings.dialog.getByRole('button', { name: 'Step down' }).click();
    await page.waitForURL('**/dashboard');
    expect((await page.request.get('/admin/users')).status()).toBe(404);
  });

  test('who lost the app and the codes get their two-step verification reset', async ({
    settings,
    otherUser,
    playwright,
    baseURL,
  }) => {
    const { username, email, password } = otherUser;
    const request = await playwright.request.newContext({ baseURL: baseURL ?? '' });
    const verification = (await linkTo('/verify-email', email)).split('token=')[1];
    const proof = { token: verification, password };
    expect((await request.post('/api/auth/email-verification', { data: proof })).status()).toBe(204);
    const signIn = async () => (await request.post('/api/auth/login', { data: { username, password } })).json();
    const { token } = await signIn();
    const headers = { authorization: `Bearer ${token}` };
    const { secret } = await (await request.post('/api/auth/me/totp', { headers, data: { password } })).json();
    expect((await request.put('/api/auth/me/totp', { headers, data: { code: codeOfApp(secret) } })).status()).toBe(200);
    expect((await signIn()).code).toBe('second_factor_required');

    await settings.open(`/admin/users?q=${username}`);
    await settings.act(username, 'Reset two-step verification', 'Reset');
    await expect(settings.items('Users')).not.toContainText('Two-step verification');
    expect((await signIn()).token).toBeDefined();
    await request.dispose();
  });
});

test.describe('when the API refuses', () => {
  test.use({ expectedProblems: [/status of 409/] });

  test('the dialog stays open and shows the reason', async ({ settings, page, otherUser }) => {
    const problem = {
      code: 'last_admin',
      status: 409,
      detail: 'Make somebody else an admin first.',
      title: 'Conflict',
    };
    await page.route('**/api/auth/users/*', (route) => route.fulfill({ status: 409, json: problem }));
    await settings.open(`/admin/users?q=${otherUser.username}`);
    await settings.act(otherUser.username, 'Disable account');
    await settings.dialog.getByRole('button', { name: 'Disable account' }).click();
    await expect(settings.dialog.getByRole('alert')).toContainText('Make somebody else an admin first.');
  });
});

test('the audit log shows actor, action and subject, and can be filtered by user', async ({
  settings,
  page,
  user,
  otherUser,
}) => {
  await settings.open(`/admin/users?q=${otherUser.username}`);
  await settings.act(otherUser.username, 'Disable account', 'Disable account');
  await page.getByRole('link', { name: 'Audit log' }).click();
  await expect(settings.heading).toHaveText('Audit log');
  const event = settings.items('Events').filter({ hasText: otherUser.username }).first();
  await expect(event).toContainText(/Disabled the account.*(just now|minute)/s);
  await expect(event).toContainText(`${otherUser.username}, by ${user.username}`);
  await event.getByRole('link', { name: otherUser.username }).click();
  await expect(page.getByText(`Events of ${otherUser.username} only`)).toBeVisible();
  await expect(settings.items('Events').last()).toContainText('Created the account');
  await page.getByRole('link', { name: 'Show all events' }).click();
  await expect(page).toHaveURL(/\/admin\/audit$/);
});

test('the audit log still names a deleted user, and the system as who made the first admin', async ({
  settings,
  page,
  otherUser: { username, password },
  playwright,
  baseURL,
}) => {
  const request = await playwright.request.newContext({ baseURL: baseURL ?? '' });
  const { token, user } = await (await request.post('/api/auth/login', { data: { username, password } })).json();
  const headers = { authorization: `Bearer ${token}` };
  expect((await request.delete('/api/auth/me', { headers, data: { password } })).status()).toBe(204);
  await request.dispose();
  await settings.open(`/admin/audit?user=${user.id}`);
  const event = settings.items('Events').filter({ hasText: 'Deleted the account' });
  await expect(event).toContainText(`${username} (deleted)`);
  await expect(settings.items('Events').last()).toContainText('Created the account');

  const { items } = await (await page.request.get('/api/auth/users?q=admin')).json();
  await settings.open(`/admin/audit?user=${items.at(-1).id}`);
  await expect(settings.items('Events').filter({ hasText: 'Created the first admin' })).toContainText(
    ', by the system',
  );
});
