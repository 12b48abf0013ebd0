import type { Page } from '@playwright/test';
import { expect, signUp, test } from './fixtures.ts';
import { LoginPage } from './login-page.ts';
import { linkTo } from './mailbox.ts';

test.use({ expectedProblems: [/Failed to load resource/] });

async function askForLink(page: Page, email: string): Promise<void> {
  await page.goto('/login');
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await page.getByLabel('Email', { exact: true }).fill(email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(page.getByRole('heading', { name: 'Check your email' })).toBeFocused();
}

async function choosePassword(page: Page, password: string): Promise<void> {
  await page.getByLabel('New password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Change password' }).click();
}

test.describe('a forgotten password', () => {
  test('is replaced through the link in the email, once, and all devices are signed out', async ({
    page,
    user,
    context,
    browser,
    baseURL,
  }) => {
    const other = await browser.newContext({ baseURL: baseURL ?? '' });
    const { username, password } = user;
    expect((await other.request.post('/api/auth/session', { data: { username, password } })).status()).toBe(201);
    await context.clearCookies();

    await askForLink(page, user.email);
    await expect(page.getByText(user.email)).toBeVisible();
    const link = await linkTo('/reset-password', user.email);
    await page.goto(link);
    await expect(page).toHaveURL(/\/reset-password$/);
    await choosePassword(page, 'password123');
    await expect(page.getByLabel('New password', { exact: true })).toHaveAccessibleDescription(/common/);
    await choosePassword(page, 'what I will remember now');
    await expect(page.getByRole('heading', { name: 'Password changed' })).toBeFocused();
    expect((await other.request.get('/api/auth/me')).status()).toBe(401);
    await other.close();

    await page.getByRole('link', { name: 'Sign in' }).click();
    await new LoginPage(page).signIn(username, 'what I will remember now');
    await expect(page).toHaveURL(/\/dashboard$/);

    await page.goto(link);
    await choosePassword(page, 'what another user would like');
    await expect(page.getByRole('heading', { name: 'This link does not work' })).toBeFocused();
    await page.getByRole('link', { name: 'Get a new link' }).click();
    await expect(page).toHaveURL(/\/forgot-password$/);
  });

  test('of an unknown email gets the same answer', async ({ page }) => {
    await askForLink(page, 'nobody@example.com');
    await page.getByRole('button', { name: 'Use another email' }).click();
    await expect(page.getByLabel('Email')).toBeVisible();
  });

  test('leaves no token in the URL, sends it to no server as part of a URL, and sends no referrer', async ({
    page,
  }) => {
    const urls: string[] = [];
    page.on('request', (request) => urls.push(request.url()));
    const response = await page.goto('/reset-password#token=a-secret');
    expect(response?.headers()['referrer-policy']).toBe('no-referrer');
    await expect(page).toHaveURL(/\/reset-password$/);
    await choosePassword(page, 'what I will remember now');
    await expect(page.getByRole('heading', { name: 'This link does not work' })).toBeFocused();
    // Another link in the same tab loads no page.
    await page.goto('/reset-password#token=another-secret');
    await expect(page).toHaveURL(/\/reset-password$/);
    await expect(page.getByRole('heading', { name: 'Choose a new password' })).toBeVisible();
    expect(urls.filter((url) => new URL(url).search.includes('secret'))).toEqual([]);
    await page.reload();
    await expect(page.getByRole('heading', { name: 'This link does not work' })).toBeVisible();
  });
});

test('a sign-in that is refused because of too many attempts succeeds after a link by mail', async ({
  page,
  user,
  context,
}) => {
  await context.clearCookies();
  await page.goto('/login');
  const login = new LoginPage(page);
  // The lock itself has its own tests. Here only the first answer is as under an attack.
  const problem = { type: '', title: '', status: 429, detail: '', code: 'rate_limited', correlationId: 'ref-42' };
  await page.route('**/api/auth/session', (route) => route.fulfill({ status: 429, json: problem }), { times: 1 });
  await login.signIn(user.username, user.password);
  await page.getByRole('button', { name: 'Email me a link to sign in now' }).click();
  await expect(page.getByText('we sent its email a link')).toBeVisible();

  await page.goto(await linkTo('/unlock', user.email));
  await expect(page).toHaveURL(/\/unlock$/);
  await page.getByRole('button', { name: 'Let this browser sign in' }).click();
  await expect(page.getByRole('heading', { name: 'You can sign in now' })).toBeFocused();
  expect((await context.cookies()).map(({ name }) => name)).toContain('taskyard_device');
  await page.getByRole('link', { name: 'Sign in' }).click();
  await login.signIn(user.username, user.password);
  await expect(page).toHaveURL(/\/dashboard$/);
});

test.describe('an email', () => {
  test('is verified by the button on the page of the link, not by opening the link', async ({
    page,
    user,
    context,
  }) => {
    const link = await linkTo('/verify-email', user.email);
    const verified = async () => (await (await context.request.get('/api/auth/me')).json()).email_verified;
    await page.goto(link);
    await expect(page).toHaveURL(/\/verify-email$/);
    await expect(page.getByRole('button', { name: 'Verify email' })).toBeEnabled();
    expect(await verified()).toBe(false);
    await page.getByRole('button', { name: 'Verify email' }).click();
    await expect(page.getByRole('heading', { name: 'Email verified' })).toBeFocused();
    expect(await verified()).toBe(true);
    await page.getByRole('link', { name: 'Go to your tasks' }).click();
    await expect(page).toHaveURL(/\/dashboard$/);
  });

  test('of another account is not verified by the session of this one', async ({ page, user, browser, baseURL }) => {
    const elsewhere = await browser.newContext({ baseURL: baseURL ?? '' });
    const other = await signUp(elsewhere);
    expect(other.email).not.toBe(user.email);
    await page.goto(await linkTo('/verify-email', other.email));
    await page.getByRole('button', { name: 'Verify email' }).click();
    await expect(page.getByText('belongs to another account')).toBeVisible();
    expect((await (await elsewhere.request.get('/api/auth/me')).json()).email_verified).toBe(false);
    await elsewhere.close();
  });

  test('gets a new link when the old one does not work', async ({ page, user }) => {
    const old = await linkTo('/verify-email', user.email);
    await page.goto('/verify-email#token=made-up');
    await page.getByRole('button', { name: 'Verify email' }).click();
    await expect(page.getByRole('heading', { name: 'This link does not work' })).toBeFocused();
    await page.getByRole('button', { name: 'Send a new link' }).click();
    await expect(page.getByText(`We sent a new link to ${user.email}`)).toBeVisible();
    await expect.poll(() => linkTo('/verify-email', user.email)).not.toBe(old);
  });

  test('is verified with the password of the account in a browser without a signed-in user', async ({
    page,
    browser,
    baseURL,
  }) => {
    const elsewhere = await browser.newContext({ baseURL: baseURL ?? '' });
    const { email, password } = await signUp(elsewhere);
    await page.goto(await linkTo('/verify-email', email));
    await page.getByRole('button', { name: 'Verify email' }).click();
    await expect(page.getByLabel('Password', { exact: true })).toHaveAccessibleDescription('Enter your password');
    await page.getByLabel('Password', { exact: true }).fill('a guess');
    await page.getByRole('button', { name: 'Verify email' }).click();
    await expect(page.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(/not your password/);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Verify email' }).click();
    await expect(page.getByRole('heading', { name: 'Email verified' })).toBeFocused();
    await page.getByRole('link', { name: 'Go to your tasks' }).click();
    await expect(page).toHaveURL(/\/login/);
    await elsewhere.close();
  });
});
