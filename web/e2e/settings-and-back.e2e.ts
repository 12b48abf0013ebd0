import { expect, test } from './fixtures.ts';

test('the way to the settings and back keeps the filters and does not load the page again', async ({
  dashboard,
  page,
  context,
  seed,
}) => {
  await seed([{ title: 'Paint', priority: 'high' }, { title: 'Sand' }]);
  await dashboard.open('/dashboard?status=pending&priority=high');
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  await expect(page.getByRole('heading', { name: 'Profile', level: 1 })).toBeVisible();
  await context.request.post('/api/tasks', { data: { title: 'Varnish', priority: 'high' } });
  await page.getByRole('link', { name: 'Back to tasks' }).click();
  await expect(page).toHaveURL('/dashboard?status=pending&priority=high');
  await expect.poll(() => dashboard.titles()).toEqual(['Varnish', 'Paint']);
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);

  await page.goto('/settings/profile');
  await page.getByRole('link', { name: 'Taskyard' }).click();
  await expect(page).toHaveURL('/dashboard?status=pending&priority=high');
});

test('the order is remembered', async ({ dashboard, page, seed }) => {
  await seed([{ title: 'Banana' }, { title: 'Apple' }]);
  await dashboard.open();
  await Promise.all([
    page.waitForResponse('**/preferences/sort'),
    page.getByLabel('Sort by').selectOption('Oldest first'),
  ]);
  await dashboard.open();
  await expect(page.getByLabel('Sort by')).toHaveValue('created_at');
  await expect.poll(() => dashboard.titles()).toEqual(['Banana', 'Apple']);
  await Promise.all([
    page.waitForResponse('**/preferences/sort'),
    page.getByLabel('Sort by').selectOption('Newest first'),
  ]);
  await dashboard.open();
  await expect.poll(() => dashboard.titles()).toEqual(['Apple', 'Banana']);
});

test('the first HTML never shows another date than the page', async ({ dashboard, page, seed, browser, context }) => {
  await dashboard.open();
  const today = await page.evaluate(() => new Intl.DateTimeFormat('sv').format(new Date()));
  await seed([{ title: 'Due now', due_date: today }]);
  // The first visit of the browser told the time zone. Without JavaScript the page is as the server rendered it.
  for (const known of [true, false]) {
    const cookies = (await context.cookies()).filter(({ name }) => known || !name.includes('time_zone'));
    const plain = await browser.newContext({ javaScriptEnabled: false });
    await plain.addCookies(cookies);
    const rendered = await plain.newPage();
    await rendered.goto(page.url());
    const date = rendered.getByRole('list', { name: 'Tasks' }).locator('time');
    if (known) await expect(date).toHaveText('Today');
    else await expect(date).toBeHidden();
    await plain.close();
  }
});

test('a right-to-left title begins beside its checkbox', async ({ dashboard, seed }) => {
  await seed([{ title: 'تذكير', description: 'اجتماع' }, { title: 'Reminder' }]);
  await dashboard.open();
  const start = (text: string) =>
    dashboard.page.getByText(text, { exact: true }).evaluate((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return Math.round(range.getBoundingClientRect().left);
    });
  expect(await start('تذكير')).toBe(await start('Reminder'));
  expect(await start('اجتماع')).toBe(await start('Reminder'));
});

test('print shows the tasks only', async ({ dashboard, page, seed }) => {
  await seed([{ title: 'Pack', priority: 'high', description: 'Two shirts' }]);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.goto('/dashboard');
  await dashboard.ready();
  await expect(dashboard.heading).toBeVisible();
  await expect(dashboard.row('Pack')).toContainText('Two shirts');
  const shown = page.locator(
    'header, nav, form, select, [role=region], [aria-label^="Actions for"], [aria-label="New task"]',
  );
  for (const element of await shown.all()) await expect(element).toBeHidden();
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('light');
});

test('the account button shows no text that differs from its name', async ({ dashboard, page, user }) => {
  await dashboard.open();
  const button = page.getByRole('button', { name: `Account of ${user.username}` });
  await expect(button).toHaveText('');
});
