import { runStatements } from '../../tools/dev/database/connection.ts';
import { readRun } from './environment.ts';
import { expectAccessible } from './expect-accessible.ts';
import { expect, test } from './fixtures.ts';

test('a token is created with permissions, shown once, works, and is revoked', async ({
  settings,
  page,
  context,
  playwright,
  baseURL,
  verifiedUser: _owner,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await settings.open('/settings/tokens');
  await expect(page.getByText('No tokens yet.')).toBeVisible();
  await page.getByRole('button', { name: 'New token' }).click();
  await expect(settings.dialog.getByLabel('Name')).toBeFocused();
  await settings.dialog.getByRole('checkbox', { name: /Read tasks/ }).uncheck();
  await settings.dialog.getByRole('button', { name: 'Create token' }).click();
  await expect(settings.dialog.getByText('Choose at least one')).toBeVisible();
  await expect(settings.dialog.getByLabel('Name')).toHaveAccessibleDescription(/name that you will recognise/);
  await expect(settings.dialog.getByLabel('Name')).toBeFocused();
  await settings.dialog.getByLabel('Name').fill('Backup script');
  await settings.dialog.getByRole('checkbox', { name: /Read tasks/ }).check();
  await settings.dialog.getByLabel('Expires').selectOption({ index: 0 });
  await settings.dialog.getByRole('button', { name: 'Create token' }).click();
  await expect(settings.dialog.getByRole('heading', { name: 'Copy your token now' })).toBeVisible();
  await settings.dialog.getByRole('button', { name: 'Copy' }).click();
  await expect(settings.dialog.getByRole('status')).toHaveText('Copied');
  const token = await page.evaluate(() => navigator.clipboard.readText());
  await expect(settings.dialog).toContainText(token);
  await page.keyboard.press('Escape');
  await settings.dialog.getByRole('button', { name: 'Done' }).click();
  await expect(settings.dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'New token' })).toBeFocused();
  await expect(page.getByText(token)).toHaveCount(0);

  const row = settings.items('Tokens');
  await expect(row).toContainText(/Backup script.*Read tasks · expires .+ · never used/s);
  const script = await playwright.request.newContext({
    baseURL: baseURL ?? '',
    extraHTTPHeaders: { authorization: `Bearer ${token}` },
  });
  expect((await script.get('/api/tasks')).status()).toBe(200);
  expect((await script.post('/api/tasks', { data: { title: 'No' } })).status()).toBe(403);
  await page.reload();
  await expect(row).toContainText(/last used .*(just now|minute)/);

  await page.getByRole('button', { name: 'Revoke Backup script' }).click();
  await expect(settings.dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await settings.dialog.getByRole('button', { name: 'Revoke token' }).click();
  await expect(page.getByText('No tokens yet.')).toBeVisible();
  await expect(settings.section('Personal access tokens')).toBeFocused();
  expect((await script.get('/api/tasks')).status()).toBe(401);
  await script.dispose();
});

test.describe('in a session that was left open', () => {
  test.use({ expectedProblems: [/status of 403/] });

  test('a token is created after the password was confirmed, and not when that is cancelled', async ({
    settings,
    page,
    verifiedUser: user,
  }) => {
    const { database } = readRun();
    const id = `(SELECT id FROM users WHERE username = '${user.username}')`;
    // Without a time, the last confirmation is too old.
    await runStatements(database ?? '', [`UPDATE sessions SET confirmed_at = NULL WHERE user_id = ${id}`]);
    await settings.open('/settings/tokens');
    await page.getByRole('button', { name: 'New token' }).click();
    await page.getByLabel('Name').fill('Backup script');
    await page.getByRole('button', { name: 'Create token' }).click();
    const question = page.getByRole('dialog', { name: 'Confirm that it is you' });
    await expect(question.getByLabel('Your password')).toBeFocused();
    await expectAccessible(page, 'confirmation');
    await question.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'Could not create the token' })).toBeVisible();

    await page.getByRole('button', { name: 'Create token' }).click();
    await question.getByLabel('Your password').fill('not the password');
    await question.getByRole('button', { name: 'Confirm' }).click();
    await expect(question.getByLabel('Your password')).toHaveAccessibleDescription(/not your password/);
    await question.getByLabel('Your password').fill(user.password);
    await question.getByRole('button', { name: 'Confirm' }).click();
    await expect(page.getByRole('heading', { name: 'Copy your token now' })).toBeVisible();
  });
});
