import { expect, test } from './fixtures.ts';
import { sayPasswordIsForeign } from './require-password-change.ts';
import { LoginPage } from './login-page.ts';

test.use({ expectedProblems: [/Failed to load resource/] });

test('whoever signs in with a password that somebody else chose changes it before anything else', async ({
  page,
  person,
  context,
}) => {
  await sayPasswordIsForeign(person);
  await context.clearCookies();
  await page.goto('/dashboard?status=pending');
  await new LoginPage(page).signIn(person.username, person.password);

  const heading = page.getByRole('heading', { name: 'Choose a password of your own' });
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
  await page.getByLabel('Current password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page).toHaveURL(/\/dashboard\?status=pending$/);

  await page.goto('/change-password');
  await expect(page).toHaveURL(/\/dashboard$/);
});

test('whoever does not want to can sign out', async ({ page, person, context }) => {
  await sayPasswordIsForeign(person);
  const { username, password } = person;
  await context.request.post('/api/auth/session', { data: { username, password } });
  await page.goto('/dashboard');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/login$/);
});
