import type { DashboardPage } from './dashboard-page.ts';
import { expectAccessible } from './expect-accessible.ts';
import { type TaskSeed, test } from './fixtures.ts';

const tasks: readonly TaskSeed[] = [
  { title: 'Overdue', due_date: '2020-01-01', priority: 'high' },
  { title: 'Under way', status: 'in_progress', priority: 'low', due_date: '2030-01-01' },
  { title: 'Done', status: 'completed', priority: 'high', due_date: '2020-01-01' },
  { title: 'Long', description: 'All work and no play. '.repeat(30) },
];

async function visitDashboard({ page, ...dashboard }: DashboardPage): Promise<void> {
  await expectAccessible(page, 'tasks');
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.getByRole('button', { name: 'Actions for Overdue' }).click();
  await page.getByRole('menuitem', { name: 'Status' }).click();
  await page.getByRole('menuitemradio', { name: 'Completed' }).waitFor();
  await expectAccessible(page, 'menu of a task');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Account of/ }).click();
  await expectAccessible(page, 'menu of the account');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'New task' }).click();
  await page.getByRole('button', { name: 'Add task' }).click();
  await expectAccessible(page, 'new task with mistakes');
  await page.keyboard.press('Escape');
  await dashboard.dialog.waitFor({ state: 'hidden' });
  await page.keyboard.press('?');
  await expectAccessible(page, 'shortcuts');
  await page.keyboard.press('Escape');
  await dashboard.search.fill('zebra');
  await page.getByRole('heading', { name: /Nothing matches/ }).waitFor();
  await expectAccessible(page, 'nothing found');
}

async function visitTrash({ page, ...dashboard }: DashboardPage): Promise<void> {
  await page.goto('/trash');
  await page.getByRole('heading', { name: 'The trash is empty' }).waitFor();
  await expectAccessible(page, 'empty trash');
  await dashboard.toasts.waitFor({ state: 'attached' });
  const { items } = await (await page.context().request.get('/api/tasks')).json();
  await page.context().request.delete(`/api/tasks/${items[0].id}`);
  await page.reload();
  await dashboard.toasts.waitFor({ state: 'attached' });
  await expectAccessible(page, 'trash');
  await page.getByRole('button', { name: 'Empty the trash' }).click();
  await expectAccessible(page, 'question before the trash is emptied');
}

async function visitErrors({ page, ...dashboard }: DashboardPage): Promise<void> {
  await page.route('**/api/tasks?*', (route) => route.abort());
  await page.getByRole('link', { name: /^Completed/ }).click();
  await page.getByRole('heading', { name: 'Could not load your tasks' }).waitFor();
  await expectAccessible(page, 'list not loaded');
  await page.unroute('**/api/tasks?*');
  await page.context().setOffline(true);
  await dashboard.quickAdd.fill('Not now');
  await dashboard.quickAdd.press('Enter');
  await page.getByText('Could not add the task').first().waitFor();
  // The list was asked for again after the failure. It is dimmed until the answer.
  await page.getByRole('heading', { name: 'Could not load your tasks' }).waitFor();
  await expectAccessible(page, 'offline');
  await page.context().setOffline(false);
  await page.context().clearCookies();
  await dashboard.quickAdd.press('Enter');
  await page.getByRole('dialog', { name: 'Your session has ended' }).waitFor();
  // The list behind it is dimmed until its answer.
  await page.getByText('Could not load your tasks').waitFor();
  await expectAccessible(page, 'session ended');
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`the dashboard is accessible in ${colorScheme} colours`, () => {
    test.use({ colorScheme, expectedProblems: [/Failed to load resource/] });

    test('when it is empty, and on a phone', async ({ dashboard, page, seed }) => {
      await dashboard.open();
      await expectAccessible(page, 'empty');
      await page.setViewportSize({ width: 390, height: 844 });
      await seed(tasks);
      await dashboard.open();
      await expectAccessible(page, 'phone');
    });

    test('with its menus and dialogs', async ({ dashboard, seed }) => {
      test.setTimeout(120_000);
      await seed(tasks);
      await dashboard.open();
      await visitDashboard(dashboard);
    });

    test('with the trash', async ({ dashboard, seed }) => {
      await seed(tasks);
      await visitTrash(dashboard);
    });

    test('with errors', async ({ dashboard, seed }) => {
      test.setTimeout(120_000);
      await seed(tasks);
      await dashboard.open();
      await visitErrors(dashboard);
    });
  });
}
