import { expect, newUser, signUp, test } from './fixtures.ts';
import { LoginPage } from './login-page.ts';

test.describe('creating an account', () => {
  test.use({ expectedProblems: [/status of 409/] });

  test('shows every mistake at its field and focuses the first one', async ({ page }) => {
    await page.goto('/register');
    await page.getByLabel('Username').fill('a b');
    await page.getByLabel('Password', { exact: true }).fill('short');
    await page.getByRole('button', { name: 'Create account' }).click();
    await expect(page.getByLabel('Username')).toBeFocused();
    await expect(page.getByLabel('Username')).toHaveAccessibleDescription(/letters, digits/);
    await expect(page.getByLabel('Email')).toHaveAccessibleDescription(/Enter your email/);
    await expect(page.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(/at least 8/);
  });

  test('shows at the field that a username is taken', async ({ page, browser, baseURL }) => {
    const other = await browser.newContext({ baseURL: baseURL ?? '' });
    const { username } = await signUp(other);
    await other.close();
    const { email, password } = newUser();
    await page.goto('/register');
    await page.getByLabel('Username').fill(username);
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Create account' }).click();
    await expect(page.getByLabel('Username')).toHaveAccessibleDescription(/taken/);
    await expect(page.getByLabel('Username')).toBeFocused();
  });
});

test.describe('signing in', () => {
  test.use({ expectedProblems: [/status of 401/] });

  test('refuses a wrong password, keeps the username and clears the password', async ({ page }) => {
    const login = new LoginPage(page);
    await page.goto('/login');
    await login.signIn('nobody', 'not the password');
    await expect(page.getByRole('alert').filter({ hasText: 'Wrong username, email or password' })).toBeVisible();
    await expect(login.username).toHaveValue('nobody');
    await expect(login.password).toHaveValue('');
    await expect(login.password).toBeFocused();
  });

  test('shows the password on request', async ({ page }) => {
    await page.goto('/login');
    const field = page.getByLabel('Password', { exact: true });
    await field.fill('secret words');
    await page.getByRole('button', { name: 'Show password' }).click();
    await expect(field).toHaveAttribute('type', 'text');
    await expect(field).toHaveAttribute('autocomplete', 'current-password');
  });

  test('never redirects to another site', async ({ page, context }) => {
    const { username, password } = await signUp(context);
    await context.clearCookies();
    await page.goto('/login?next=//evil.example/dashboard');
    await new LoginPage(page).signIn(username, password);
    await page.waitForURL('/dashboard');
  });
});
