import type { DashboardPage } from './dashboard-page.ts';
import { expect, signUp, test } from './fixtures.ts';

const ways = {
  Escape: ({ page }: DashboardPage) => page.keyboard.press('Escape'),
  Cancel: ({ editor }: DashboardPage) => editor.getByRole('button', { name: 'Cancel' }).click(),
  'the close button': ({ editor }: DashboardPage) => editor.getByRole('button', { name: 'Close' }).click(),
};

for (const [name, leave] of Object.entries(ways)) {
  test(`${name} asks before it discards what was typed`, async ({ dashboard, page, seed }) => {
    await seed([{ title: 'Letter' }]);
    await dashboard.open();
    await dashboard.edit('Letter');
    await leave(dashboard);
    await expect(dashboard.editor).toBeHidden();

    await dashboard.edit('Letter');
    await dashboard.editor.getByLabel('Description').fill('Dear Sir');
    await leave(dashboard);
    const question = page.getByRole('dialog', { name: 'Discard your changes?' });
    await question.getByRole('button', { name: 'Keep editing' }).click();
    await expect(question).toBeHidden();
    await expect(dashboard.editor.getByLabel('Description')).toHaveValue('Dear Sir');

    await leave(dashboard);
    await question.getByRole('button', { name: 'Discard' }).click();
    await expect(dashboard.editor).toBeHidden();
    await dashboard.edit('Letter');
    await expect(dashboard.editor.getByLabel('Description')).toHaveValue('');
  });
}

test('a reload keeps the open editor and saves only what the user changed', async ({ dashboard, page, seed }) => {
  await seed([{ title: 'Letter', priority: 'high' }]);
  await dashboard.open();
  await dashboard.edit('Letter');
  await dashboard.editor.getByLabel('Description').fill('Dear Sir');
  await page.reload();
  await expect(dashboard.editor.getByLabel('Description')).toHaveValue('Dear Sir');
  await dashboard.editor.getByRole('button', { name: 'Save' }).click();
  await expect(dashboard.editor).toBeHidden();
  await expect(dashboard.row('Letter')).toContainText('Dear Sir');
  await page.reload();
  await dashboard.ready();
  await expect(dashboard.editor).toBeHidden();
});

test('Back and a later visit keep the new task', async ({ dashboard, page }) => {
  await page.goto('/settings/profile');
  await dashboard.open();
  await page.getByRole('button', { name: 'New task' }).click();
  await dashboard.editor.getByLabel('Title').fill('Half a thought');
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Profile' })).toBeVisible();
  await page.goForward();
  await expect(dashboard.editor.getByLabel('Title')).toHaveValue('Half a thought');
});

test('a draft is shown to nobody else in the same browser', async ({ dashboard, page, context }) => {
  await dashboard.open();
  await page.getByRole('button', { name: 'New task' }).click();
  await dashboard.editor.getByLabel('Title').fill('My secret');
  await context.clearCookies();
  await signUp(context);
  await dashboard.open();
  await expect(dashboard.editor).toBeHidden();
  await page.getByRole('button', { name: 'New task' }).click();
  await expect(dashboard.editor.getByLabel('Title')).toHaveValue('');
});

test('quick-add text survives Details and Cancel, and is used up by Details and Add task', async ({ dashboard }) => {
  await dashboard.open();
  await dashboard.quickAdd.fill('Call the plumber');
  await dashboard.page.getByRole('button', { name: 'Details' }).click();
  await expect(dashboard.editor.getByLabel('Title')).toHaveValue('Call the plumber');
  await dashboard.editor.getByRole('button', { name: 'Cancel' }).click();
  await expect(dashboard.quickAdd).toHaveValue('Call the plumber');

  await dashboard.page.getByRole('button', { name: 'Details' }).click();
  await dashboard.editor.getByRole('button', { name: 'Add task' }).click();
  await expect(dashboard.row('Call the plumber')).toBeVisible();
  await expect(dashboard.quickAdd).toHaveValue('');
});

test.describe('before the page is interactive', () => {
  for (const submitted of [true, false]) {
    test(`typed text ${submitted ? 'with Enter is added' : 'stays'}`, async ({ dashboard, page }) => {
      let release = () => {};
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      await page.route('**/_next/static/**/*.js', async (route) => {
        await released;
        await route.continue();
      });
      await page.goto('/dashboard', { waitUntil: 'commit' });
      await dashboard.quickAdd.fill('Early bird');
      if (submitted) await dashboard.quickAdd.press('Enter');
      release();
      await dashboard.ready();
      if (submitted) {
        await expect(dashboard.row('Early bird')).toBeVisible();
        await expect(dashboard.quickAdd).toHaveValue('');
      } else {
        await expect(dashboard.quickAdd).toHaveValue('Early bird');
        await dashboard.quickAdd.press('Enter');
        await expect(dashboard.row('Early bird')).toBeVisible();
      }
      await page.reload();
      await expect(dashboard.row('Early bird')).toHaveCount(1);
    });
  }
});
