import { DashboardPage } from './dashboard-page.ts';
import { expect, newUser, test } from './fixtures.ts';
import { LoginPage } from './login-page.ts';

test('a user registers, adds tasks, reloads, signs out and finds the same tasks after signing in', async ({ page }) => {
  const { username, email, password } = newUser();
  await page.goto('/');
  await expect(page).toHaveURL(/\/login$/);
  await page.getByRole('link', { name: 'Create an account' }).click();
  await expect(page.getByRole('heading', { name: 'Create your account' })).toBeVisible();
  await page.getByLabel('Username', { exact: true }).fill(username);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();

  await expect(page).toHaveURL(/\/dashboard$/);
  const dashboard = new DashboardPage(page);
  await expect(page.getByRole('heading', { name: 'No tasks yet' })).toBeVisible();

  await page.getByRole('link', { name: 'Add your first task' }).click();
  await expect(dashboard.quickAdd).toBeFocused();
  await dashboard.ready();
  await dashboard.add('Buy rail tickets');
  await expect(dashboard.row('Buy rail tickets')).toBeVisible();

  await page.getByRole('button', { name: 'New task' }).click();
  await dashboard.dialog.getByLabel('Title').fill('Pack the bags');
  await dashboard.dialog.getByLabel('Description').fill('Two shirts, one book.');
  await dashboard.dialog.getByLabel('Priority').selectOption('high');
  await dashboard.dialog.getByLabel('Due date').fill('2030-01-31');
  await dashboard.dialog.getByRole('button', { name: 'Add task' }).click();
  await expect(dashboard.dialog).toBeHidden();
  await expect(dashboard.row('Pack the bags')).toContainText('Jan 31, 2030');
  await expect(dashboard.row('Pack the bags')).toContainText('High');

  await dashboard.edit('Buy rail tickets');
  await expect(dashboard.dialog.getByLabel('Title')).toBeFocused();
  await dashboard.dialog.getByLabel('Title').fill('Buy two rail tickets');
  await dashboard.dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dashboard.dialog).toBeHidden();

  await dashboard.row('Buy two rail tickets').getByRole('checkbox').check();
  const saved = page.waitForResponse((response) => response.request().method() === 'PATCH');
  await dashboard.choose('Pack the bags', 'In progress');
  await saved;
  await expect(dashboard.row('Pack the bags')).toContainText('In progress');
  await expect(page.getByText('1 open, 1 completed')).toBeVisible();

  await page.reload();
  await expect(dashboard.row('Buy two rail tickets').getByRole('checkbox')).toBeChecked();
  await expect(dashboard.row('Pack the bags')).toContainText('In progress');

  await dashboard.ready();
  await dashboard.signOut();
  await page.goBack();
  await page.goto('/dashboard?status=completed');
  await expect(page).toHaveURL('/login?next=%2Fdashboard%3Fstatus%3Dcompleted');

  await new LoginPage(page).signIn(email, password);
  await expect(page).toHaveURL(/\/dashboard\?status=completed$/);
  await expect(dashboard.rows).toHaveCount(1);

  await page.goto('/login');
  await expect(page).toHaveURL(/\/dashboard$/);
});
