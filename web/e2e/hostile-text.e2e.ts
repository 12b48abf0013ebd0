import { expect, test } from './fixtures.ts';

const titles = [
  `<script>document.title='owned'</script>`,
  `<img src=x onerror="document.title='owned'">`,
  `' OR 1=1 --`,
  'تذكير: اجتماع الفريق غدًا',
  '🚂👩‍👩‍👧 brass & steam',
  `{{constructor.constructor('alert(1)')()}}`,
  'x'.repeat(255),
];

test('markup in titles and descriptions is shown as text', async ({ dashboard, page, seed }) => {
  await seed(titles.map((title) => ({ title, description: title })));
  await dashboard.open();
  expect((await dashboard.titles()).toSorted()).toEqual(titles.toSorted());
  await expect(page).toHaveTitle('Tasks · Taskyard');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);

  const arabic = dashboard.page.getByRole('button', { name: 'تذكير: اجتماع الفريق غدًا', exact: true });
  expect(await arabic.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');

  await dashboard.search.fill('<script>');
  await expect.poll(() => dashboard.titles()).toEqual([titles[0]]);
});

test('markup is kept when a task is added, edited and deleted', async ({ dashboard, page }) => {
  const title = `</textarea><script>document.title='owned'</script>`;
  await dashboard.open();
  await dashboard.add(title);
  await dashboard.edit(title);
  await expect(dashboard.dialog.getByLabel('Title')).toHaveValue(title);
  await dashboard.dialog.getByLabel('Description').fill(title);
  await dashboard.dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dashboard.row(title).getByRole('paragraph')).toHaveText(title);
  await dashboard.choose(title, 'Delete');
  await expect(dashboard.toasts).toContainText(title.slice(0, 40));
  await expect(page).toHaveTitle('Tasks · Taskyard');
});

test('a description of 10,000 characters is collapsed until the user expands it', async ({ dashboard, page, seed }) => {
  const description = `${'All work and no play. '.repeat(454)}The end is here`.slice(-10_000);
  await seed([{ title: 'A novel', description }]);
  await dashboard.open();
  await expect(page.getByText('The end is here')).toHaveCount(0);
  const row = dashboard.row('A novel');
  expect((await row.boundingBox())?.height).toBeLessThan(150);
  await row.getByRole('button', { name: 'Show more' }).click();
  await expect(page.getByText('The end is here')).toBeVisible();
});
