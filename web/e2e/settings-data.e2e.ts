import { readFile } from 'node:fs/promises';
import { expect, test } from './fixtures.ts';
import { SettingsPage } from './settings-page.ts';

test('all data of a user can be saved as one file, including the trash', async ({
  settings,
  page,
  user,
  seed,
  context,
}) => {
  await seed([{ title: 'Kept' }, { title: 'Thrown away' }]);
  const { items } = await (await context.request.get('/api/tasks?q=Thrown')).json();
  expect((await context.request.delete(`/api/tasks/${items[0].id}`)).status()).toBe(204);
  await settings.open('/settings/data');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export your data' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`taskyard-${user.username}.json`);
  const data = JSON.parse(await readFile(await download.path(), 'utf8'));
  expect(data.account).toMatchObject({ username: user.username, email: user.email });
  expect(data.tasks.map(({ title }: { title: string }) => title).sort()).toEqual(['Kept', 'Thrown away']);
  expect(data.sessions).toHaveLength(1);
  expect(JSON.stringify(data)).not.toContain('argon2');
  await expect(settings.toasts).toContainText(`Saved taskyard-${user.username}.json`);
});

test.describe('deleting the account', () => {
  test.use({ expectedProblems: [/status of 40[139]/] });

  test('asks for the password, lists what is deleted, and ends all access', async ({
    settings,
    page,
    user,
    context,
  }) => {
    await settings.open('/settings/data');
    await page.getByRole('button', { name: /^Delete account/ }).click();
    await expect(settings.dialog).toContainText('all your tasks, including those in the trash');
    await settings.confirm('not my password', 'Delete account');
    await expect(settings.dialog.getByLabel('Your password', { exact: true })).toHaveAccessibleDescription(
      /not your password/,
    );
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: /^Delete account/ })).toBeFocused();
    await page.keyboard.press('Enter');
    const otherTab = await context.newPage();
    await new SettingsPage(otherTab).open('/settings/profile');
    await settings.confirm(user.password, 'Delete account');
    await page.waitForURL('**/login');
    await otherTab.waitForURL('**/login');
    await expect(settings.heading).toHaveText('Account deleted');
    await page.reload();
    await expect(settings.heading).toHaveText('Welcome back');
    const { username, password } = user;
    const answer = await context.request.post('/api/auth/session', { data: { username, password } });
    expect(answer.status()).toBe(401);
  });

  test('is refused to the last admin, with the reason', async ({ settings, page, user }) => {
    const problem = {
      code: 'last_admin',
      status: 409,
      detail: 'Make somebody else an admin first.',
      title: 'Conflict',
    };
    await page.route('**/api/auth/me', (route) => route.fulfill({ status: 409, json: problem }));
    await settings.open('/settings/data');
    await page.getByRole('button', { name: /^Delete account/ }).click();
    await settings.confirm(user.password, 'Delete account');
    await expect(settings.dialog.getByRole('alert')).toContainText('Make somebody else an admin first.');
  });
});
