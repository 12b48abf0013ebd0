import type { Page } from '@playwright/test';
import { expect, test } from './admin-fixtures.ts';
import { test as asAnybody } from './fixtures.ts';

const search = (page: Page) => page.getByLabel('Search people');

asAnybody.describe('without the role', () => {
  asAnybody.use({ expectedProblems: [/status of 404/] });

  asAnybody('the pages do not exist, and nothing leads there', async ({ settings, page }) => {
    for (const path of ['/admin/users', '/admin/audit', '/admin/audit?user=1']) {
      expect((await page.goto(path))?.status()).toBe(404);
      await expect(settings.heading).toHaveText('This track leads nowhere');
    }
    await settings.open('/settings/profile');
    await expect(page.getByRole('link', { name: 'People' })).toHaveCount(0);
    await page.getByRole('button', { name: /^Account of/ }).click();
    await expect(page.getByRole('menuitem', { name: 'Settings' })).toBeVisible();
    await expect(page.getByRole('menuitem', { name: 'People' })).toHaveCount(0);
  });
});

test.describe('the people', () => {
  test('are found by name and address, and filtered by role and state in the address bar', async ({
    settings,
    page,
    person,
    neighbour,
  }) => {
    await settings.open('/dashboard');
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('menuitem', { name: 'People' }).click();
    await expect(settings.heading).toHaveText('People');
    await settings.ready();
    await search(page).fill(neighbour.email);
    await expect(settings.items('People')).toHaveCount(1);
    await expect(settings.items('People')).toContainText(neighbour.username);
    await expect(page).toHaveURL(`/admin/users?q=${encodeURIComponent(neighbour.email)}`);
    await page.getByLabel('Role').selectOption({ label: 'Admins' });
    await expect(page.getByRole('heading', { name: 'Nobody here' })).toBeVisible();
    await page.goBack();
    await expect(settings.items('People')).toHaveCount(1);
    await search(page).fill(person.username);
    await expect(settings.items('People')).toContainText('You');
    await expect(settings.items('People')).toContainText('Admin');
    await page.getByLabel('State').selectOption({ label: 'Disabled' });
    await page.getByRole('button', { name: 'Show everybody' }).click();
    await expect(page).toHaveURL('/admin/users');
    await expect(search(page)).toHaveValue('');
  });

  test('are loaded a page at a time', async ({ settings, page }) => {
    await page.route('**/api/auth/users?*', async (route) => {
      const url = new URL(route.request().url());
      url.searchParams.set('limit', '1');
      await route.continue({ url: url.href });
    });
    await settings.open('/admin/users');
    await page.getByLabel('Role').selectOption({ label: 'Admins' });
    await expect.poll(() => settings.items('People').count()).toBeGreaterThan(1);
  });

  test('can be disabled, which signs them out and keeps them out, and enabled again', async ({
    settings,
    page,
    neighbour: { username, password },
    request,
  }) => {
    const signIn = async () => (await request.post('/api/auth/session', { data: { username, password } })).status();
    await settings.open(`/admin/users?q=${username}`);
    const row = settings.items('People');
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

  test('can be made admins and made others again, and signed out', async ({ settings, page, neighbour }) => {
    const { username } = neighbour;
    await settings.open(`/admin/users?q=${username}`);
    const row = settings.items('People');
    await settings.act(username, 'Make an admin', 'Make an admin');
    await expect(row.getByText('Admin', { exact: true })).toBeVisible();
    await settings.act(username, 'Make no longer an admin', 'Make no longer an admin');
    await expect(row.getByText('Admin', { exact: true })).toHaveCount(0);
    await settings.act(username, 'End sessions', 'End sessions');
    await page.reload();
    await expect(row).toContainText('Not signed in');

    await settings.act(username, 'Audit log');
    await expect(page).toHaveURL(/\/admin\/audit\?user=\d+$/);
    await expect(page.getByText(`Only what ${username} did`)).toBeVisible();
    await expect(settings.items('Events').first()).toContainText('Signed out several devices');
  });

  test('an admin can step down, and is no longer shown the pages', async ({ settings, page, person }) => {
    await settings.open(`/admin/users?q=${person.username}`);
    await page.getByRole('button', { name: `Actions for ${person.username}` }).click();
    await expect(page.getByRole('menuitem', { name: 'Disable account' })).toHaveCount(0);
    await page.getByRole('menuitem', { name: 'Step down as admin' }).click();
    await settings.dialog.getByRole('button', { name: 'Step down' }).click();
    await page.waitForURL('**/dashboard');
    expect((await page.request.get('/admin/users')).status()).toBe(404);
  });
});

test.describe('when the API refuses', () => {
  test.use({ expectedProblems: [/status of 409/] });

  test('the question stays open and says why', async ({ settings, page, neighbour }) => {
    const problem = {
      code: 'last_admin',
      status: 409,
      detail: 'Make somebody else an admin first.',
      title: 'Conflict',
    };
    await page.route('**/api/auth/users/*', (route) => route.fulfill({ status: 409, json: problem }));
    await settings.open(`/admin/users?q=${neighbour.username}`);
    await settings.act(neighbour.username, 'Disable account');
    await settings.dialog.getByRole('button', { name: 'Disable account' }).click();
    await expect(settings.dialog.getByRole('alert')).toContainText('Make somebody else an admin first.');
  });
});
