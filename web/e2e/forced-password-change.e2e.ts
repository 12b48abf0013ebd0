import { expect, test } from './fixtures.ts';
import { LoginPage } from './login-page.ts';
import { requirePasswordChange } from './require-password-change.ts';

test.use({ expectedProblems: [/Failed to load resource/] });

test('a user whose password was set by an operator has to change it first', async ({ page, user, context }) => {
  await requirePasswordChange(user);
  await context.clearCookies();
  await page.goto('/dashboard?status=pending');
  await new LoginPage(page).signIn(user.username, user.password);

  const heading = page.getByRole('heading', { name: 'Change your password' });
  await expect(heading).toBeVisible();
  for (const path of ['/dashboard', '/login', '/', '/settings/profile']) {
    await page.goto(path);
    await expect(heading).toBeVisible();
  }

  await page.goto('/dashboard?status=pending');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByLabel('Current password', { exact: true })).toBeFocused();
  await page.getByLabel('Current password', { exact: true }).fill('not that one');
  await page.getByLabel('New password', { exact: true }).fill('short');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByLabel('New password', { exact: true })).toHaveAccessibleDescription(/at least 8/i);
  await page.getByLabel('New password', { exact: true }).fill('a password of my own');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByLabel('Current password', { exact: true })).toBeFocused();
  await expect(page.getByLabel('Current password', { exact: true })).toHaveAccessibleDescription(/not your password/);
  await page.getByLabel('Current password', { exact: true }).fill(user.password);
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page).toHaveURL(/\/dashboard\?status=pending$/);

  await page.goto('/change-password');
  await expect(page).toHaveURL(/\/dashboard$/);
});

test('a user who has to change the password can sign out instead', async ({ page, user, context }) => {
  await requirePasswordChange(user);
  const { username, password } = user;
  await context.request.post('/api/auth/session', { data: { username, password } });
  await page.goto('/dashboard');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/login$/);
});
