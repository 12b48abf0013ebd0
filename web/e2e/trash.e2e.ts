import { expect, test } from './fixtures.ts';

test('the trash lists deleted tasks, restores them and deletes them for good', async ({ dashboard, page, seed }) => {
  await seed([{ title: 'Old map' }, { title: 'Old lamp' }, { title: 'Old coat' }, { title: 'In use' }]);
  await dashboard.open();
  for (const title of ['Old map', 'Old lamp', 'Old coat']) {
    await Promise.all([
      page.waitForResponse((response) => response.request().method() === 'DELETE'),
      dashboard.choose(title, 'Delete'),
    ]);
  }
  await page.getByRole('link', { name: 'Trash' }).click();
  await expect(dashboard.heading).toHaveText('Trash');
  const rows = page.getByRole('list', { name: 'Deleted tasks' }).getByRole('listitem');
  await expect(rows).toContainText([/Old coat/, /Old lamp/, /Old map/]);

  await page.getByRole('button', { name: 'Restore Old lamp' }).click();
  await expect(rows).toHaveCount(2);
  await page.getByRole('button', { name: 'Delete Old map for good' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click();
  await expect(rows).toHaveCount(1);

  await page.getByRole('button', { name: 'Empty the trash' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Empty the trash' }).click();
  await expect(page.getByRole('heading', { name: 'The trash is empty' })).toBeVisible();

  await page.getByRole('link', { name: 'Back to tasks' }).click();
  await expect(dashboard.row('Old lamp')).toBeVisible();
  await expect(dashboard.rows).toHaveCount(2);
  await page.goto('/trash');
  await expect(page.getByRole('heading', { name: 'The trash is empty' })).toBeVisible();
});

test('signed out, the trash asks to sign in and comes back', async ({ page }) => {
  await page.goto('/trash');
  await expect(page).toHaveURL('/login?next=%2Ftrash');
});
