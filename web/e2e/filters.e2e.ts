import { DashboardPage } from './dashboard-page.ts';
import { expect, test } from './fixtures.ts';

const tasks = [
  { title: 'Oil the points', status: 'completed', priority: 'high' },
  { title: 'Paint the signal', description: 'Red over green', priority: 'high' },
  { title: 'Count the wagons', status: 'in_progress', priority: 'low' },
  { title: 'Answer the signalman', due_date: '2030-05-01' },
] as const;

test('filters, search and order are in the URL, and a link shows the same list', async ({
  dashboard,
  page,
  context,
  seed,
}) => {
  await seed(tasks);
  await dashboard.open();
  await page.getByRole('link', { name: /^To do/ }).click();
  await expect(dashboard.heading).toHaveText('To do');
  await dashboard.search.fill('signal');
  await page.getByLabel('Sort by').selectOption('Title');
  await expect(page).toHaveURL('/dashboard?status=pending&q=signal&sort=title');
  await expect.poll(() => dashboard.titles()).toEqual(['Answer the signalman', 'Paint the signal']);
  await expect(page.getByText('2 tasks match')).toBeVisible();

  const second = new DashboardPage(await context.newPage());
  await second.open(page.url());
  await expect(second.search).toHaveValue('signal');
  expect(await second.titles()).toEqual(['Answer the signalman', 'Paint the signal']);

  await page.getByLabel('Priority', { exact: true }).selectOption('High priority');
  await expect.poll(() => dashboard.titles()).toEqual(['Paint the signal']);
  await page.goBack();
  await expect.poll(() => dashboard.titles()).toHaveLength(2);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect.poll(() => dashboard.titles()).toHaveLength(4);
  await expect(dashboard.search).toHaveValue('');
});

test('search includes descriptions and tells when nothing matches', async ({ dashboard, page, seed }) => {
  await seed(tasks);
  await dashboard.open();
  await dashboard.search.fill('RED OVER');
  await expect.poll(() => dashboard.titles()).toEqual(['Paint the signal']);
  await dashboard.search.fill(`' OR 1=1 --`);
  await expect(page.getByRole('heading', { name: `Nothing matches “' OR 1=1 --”` })).toBeVisible();
  await page.getByRole('button', { name: 'Show all tasks' }).click();
  await expect(dashboard.rows).toHaveCount(4);
});

test('an empty view says what it lists', async ({ dashboard, page, seed }) => {
  await seed([{ title: 'Paint the signal' }]);
  await dashboard.open('/dashboard?status=completed');
  await expect(page.getByRole('heading', { name: 'No completed tasks yet' })).toBeVisible();
  await page.getByRole('button', { name: 'Show all tasks' }).click();
  await expect(dashboard.rows).toHaveCount(1);
});

test('a new task gets the status of the view, so that it appears in the list', async ({ dashboard, seed }) => {
  await seed(tasks);
  await dashboard.open('/dashboard?status=in_progress');
  await dashboard.add('Shunt the tender');
  await expect(dashboard.row('Shunt the tender')).toContainText('In progress');
});

test('a list of 500 loads while scrolling and reacts fast', async ({ dashboard, page, seed }) => {
  test.setTimeout(90_000);
  const wagons = (train: number) =>
    Array.from({ length: 50 }, (_, index) => ({ title: `Wagon ${train * 50 + index + 1}` }));
  await Promise.all(Array.from({ length: 10 }, (_, train) => seed(wagons(train))));
  await dashboard.open();
  await expect(page.getByText('500 open, 0 completed')).toBeVisible();
  await expect
    .poll(
      async () => {
        await page.mouse.wheel(0, 4000);
        return dashboard.rows.count();
      },
      { intervals: [50], timeout: 30_000 },
    )
    .toBe(500);

  const checkbox = dashboard.row('Wagon 250').getByRole('checkbox');
  await checkbox.scrollIntoViewIfNeeded();
  const milliseconds = await checkbox.evaluate(async (element: HTMLInputElement) => {
    const start = performance.now();
    element.click();
    while (!element.checked || element.nextElementSibling?.className.includes('border-edge'))
      await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return performance.now() - start;
  });
  expect(milliseconds).toBeLessThan(500);
  await expect(page.getByText('499 open, 1 completed')).toBeVisible();
});
