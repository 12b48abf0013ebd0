import { DashboardPage } from './dashboard-page.ts';
import { expect, signUp, test, watchProblems } from './fixtures.ts';

test('two users see only their own tasks', async ({ browser, baseURL, contextOptions }) => {
  const open = async (title: string) => {
    const context = await browser.newContext({ ...contextOptions, baseURL: baseURL ?? '' });
    const problems = await watchProblems(context);
    await signUp(context);
    const dashboard = new DashboardPage(await context.newPage());
    await dashboard.open();
    await dashboard.add(title);
    await expect(dashboard.row(title)).toBeVisible();
    return { context, dashboard, problems };
  };
  const ada = await open('Write to Charles');
  const grace = await open('Find the moth');

  for (const { dashboard } of [ada, grace]) await dashboard.page.reload();
  await expect(ada.dashboard.rows).toHaveCount(1);
  await expect(ada.dashboard.row('Write to Charles')).toBeVisible();
  await expect(grace.dashboard.rows).toHaveCount(1);
  await expect(grace.dashboard.row('Find the moth')).toBeVisible();

  expect([...ada.problems, ...grace.problems]).toEqual([]);
  await ada.context.close();
  await grace.context.close();
});

test('a browser shows nothing of the previous user', async ({ dashboard, context, page, seed }) => {
  await seed([{ title: 'Mine alone' }]);
  await dashboard.open();
  await expect(dashboard.row('Mine alone')).toBeVisible();
  await dashboard.signOut();
  await signUp(context);
  await page.goto('/dashboard');
  await expect(page.getByRole('heading', { name: 'No tasks yet' })).toBeVisible();
  await expect(page.getByText('Mine alone')).toHaveCount(0);
});
