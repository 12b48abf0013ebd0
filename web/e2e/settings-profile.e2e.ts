import { expect, newUser, signUp, test } from './fixtures.ts';

test('the account menu leads to the settings, which lead back to the tasks', async ({ dashboard, settings, page }) => {
  await dashboard.open();
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  await expect(settings.heading).toHaveText('Profile');
  await expect(page).toHaveURL(/\/settings\/profile$/);
  await settings.ready();
  for (const name of ['Security', 'Sessions', 'Access tokens', 'Your data']) {
    await page.getByRole('link', { name, exact: true }).click();
    await expect(settings.heading).toHaveText(name);
    await expect(page.getByRole('link', { name, exact: true })).toHaveAttribute('aria-current', 'page');
  }
  await page.getByRole('link', { name: 'Back to tasks' }).click();
  await expect(page).toHaveURL(/\/dashboard$/);
});

test('a signed-out visitor signs in and comes back to the page', async ({ request }) => {
  const response = await request.get('/settings/tokens', { maxRedirects: 0 });
  expect(response.status()).toBe(307);
  expect(response.headers().location).toBe('/login?next=%2Fsettings%2Ftokens');
});

test.describe('the profile', () => {
  test.use({ expectedProblems: [/status of 40[39]/] });

  test('takes a new username and email with the password, and shows the new username', async ({
    settings,
    page,
    user,
  }) => {
    await settings.open('/settings/profile');
    const next = newUser();
    await expect(page.getByLabel('Username', { exact: true })).toHaveValue(user.username);
    await expect(page.getByLabel('Your password', { exact: true })).toHaveCount(0);
    await page.getByLabel('Username', { exact: true }).fill(next.username);
    await page.getByLabel('Email', { exact: true }).fill(next.email);
    await page.getByLabel('Your password', { exact: true }).fill('not my password');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByLabel('Your password', { exact: true })).toHaveAccessibleDescription(/not your password/);
    await page.getByLabel('Your password', { exact: true }).fill(user.password);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(settings.toasts).toContainText('Profile saved');
    await expect(page.getByRole('button', { name: `Account of ${next.username}` })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0);
    await page.reload();
    await expect(page.getByLabel('Email', { exact: true })).toHaveValue(next.email);
  });

  test('shows at the field that a username is taken', async ({ settings, page, user, browser, baseURL }) => {
    const elsewhere = await browser.newContext({ baseURL: baseURL ?? '' });
    const other = await signUp(elsewhere);
    await elsewhere.close();
    await settings.open('/settings/profile');
    await page.getByLabel('Username', { exact: true }).fill(other.username);
    await page.getByLabel('Your password', { exact: true }).fill(user.password);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByLabel('Username', { exact: true })).toHaveAccessibleDescription(/taken/);
    await expect(page.getByLabel('Username', { exact: true })).toBeFocused();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByLabel('Username', { exact: true })).toHaveValue(user.username);
  });

  test('shows that an email is not verified, and sends the link again', async ({ settings, page, user }) => {
    await settings.open('/settings/profile');
    await expect(page.getByText('Not verified.')).toBeVisible();
    await page.getByRole('button', { name: 'Send the link again' }).click();
    await expect(settings.toasts).toContainText(`We sent a link to ${user.email}`);
  });
});
