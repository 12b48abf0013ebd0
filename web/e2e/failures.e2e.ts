import { expect, test } from './fixtures.ts';

test.use({ expectedProblems: [/Failed to load resource/] });

const oneTask = '**/api/tasks/*';

function problem(status: number, code: string, errors?: { field: string; message: string }[]) {
  const body = {
    type: `urn:taskyard:problem:${code}`,
    title: code,
    status,
    detail: code,
    code,
    correlationId: 'ref-42',
    errors,
  };
  return { status, contentType: 'application/problem+json', body: JSON.stringify(body) };
}

test('offline, a change is rolled back and no input is lost', async ({ dashboard, context, seed }) => {
  await seed([{ title: 'Feed the cat' }]);
  await dashboard.open();
  await context.setOffline(true);
  await expect(dashboard.page.getByText('You are offline.')).toBeVisible();

  await dashboard.add('Written on the train');
  await expect(dashboard.toasts).toContainText('Check your network');
  await expect(dashboard.quickAdd).toHaveValue('Written on the train');
  await expect(dashboard.row('Written on the train')).toHaveCount(0);

  await dashboard.row('Feed the cat').getByRole('checkbox').click();
  await expect(dashboard.toasts).toContainText('Could not save the change');
  await expect(dashboard.row('Feed the cat').getByRole('checkbox')).not.toBeChecked();

  await context.setOffline(false);
  await dashboard.toasts.getByRole('button', { name: 'Retry' }).click();
  await expect(dashboard.row('Feed the cat').getByRole('checkbox')).toBeChecked();
  await dashboard.quickAdd.press('Enter');
  await expect(dashboard.row('Written on the train')).toBeVisible();
});

test('after a server error, the task is back and the reference is shown', async ({ dashboard, page, seed }) => {
  await seed([{ title: 'Keep me' }]);
  await dashboard.open();
  await page.route(oneTask, (route) =>
    route.request().method() === 'DELETE' ? route.fulfill(problem(503, 'service_unavailable')) : route.fallback(),
  );
  await dashboard.choose('Keep me', 'Delete');
  await expect(dashboard.toasts).toContainText('Could not delete the task');
  await expect(dashboard.toasts).toContainText('Reference: ref-42');
  await expect(dashboard.row('Keep me')).toBeVisible();
});

test('a task that was deleted elsewhere leaves the list with an explanation', async ({
  dashboard,
  page,
  context,
  seed,
}) => {
  await seed([{ title: 'Shared fate' }]);
  await dashboard.open();
  const { items } = await (await context.request.get('/api/tasks')).json();
  await context.request.delete(`/api/tasks/${items[0].id}`);
  await dashboard.row('Shared fate').getByRole('checkbox').click();
  await expect(dashboard.toasts).toContainText('no longer exists');
  await expect(page.getByRole('heading', { name: 'No tasks yet' })).toBeVisible();
});

test('a refused value is shown at its field, and the form keeps the input', async ({ dashboard, page }) => {
  await dashboard.open();
  await page.route('**/api/tasks', (route) =>
    route.fulfill(problem(422, 'validation_failed', [{ field: 'due_date', message: 'That day is a holiday' }])),
  );
  await page.getByRole('button', { name: 'New task' }).click();
  await dashboard.dialog.getByLabel('Title').fill('Open the shop');
  await dashboard.dialog.getByRole('button', { name: 'Add task' }).click();
  await expect(dashboard.dialog.getByLabel('Due date')).toHaveAccessibleDescription('That day is a holiday');
  await expect(dashboard.dialog.getByLabel('Title')).toHaveValue('Open the shop');
  await expect(dashboard.rows).toHaveCount(0);
});

test('a list that cannot be loaded shows an error and can be loaded again', async ({ dashboard, page, seed }) => {
  await seed([{ title: 'Patience', status: 'completed' }]);
  await dashboard.open();
  await page.route('**/api/tasks?*', (route) => route.fulfill({ status: 502, body: '<html>' }));
  await page.getByRole('link', { name: /^Completed/ }).click();
  await expect(page.getByRole('heading', { name: 'Could not load your tasks' })).toBeVisible();
  await page.unroute('**/api/tasks?*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(dashboard.row('Patience')).toBeVisible();
});

test('after the session ended, a dialog asks for the password and the page keeps its state', async ({
  dashboard,
  page,
  context,
  user,
}) => {
  await dashboard.open();
  await page.getByRole('button', { name: 'New task' }).click();
  await dashboard.dialog.getByLabel('Title').fill('Half a thought');
  await context.clearCookies();
  await dashboard.dialog.getByRole('button', { name: 'Add task' }).click();

  const sessionDialog = page.getByRole('dialog', { name: 'Your session has ended' });
  await sessionDialog.getByLabel('Password', { exact: true }).fill(user.password);
  await sessionDialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(sessionDialog).toBeHidden();
  await expect(dashboard.dialog.getByLabel('Title')).toHaveValue('Half a thought');
  await dashboard.dialog.getByRole('button', { name: 'Add task' }).click();
  await expect(dashboard.row('Half a thought')).toBeVisible();
});
