import type { Page } from '@playwright/test';
import { expectAccessible } from './expect-accessible.ts';
import { signUp, test } from './fixtures.ts';
import { LoginPage } from './login-page.ts';
import { requirePasswordChange } from './require-password-change.ts';

/** Fakes an answer of the API. The real answers have their own tests. */
async function answer(page: Page, path: string, status: number, code = ''): Promise<void> {
  const problem = { type: '', title: '', status, detail: code, code, correlationId: 'ref-42' };
  await page.route(`**/api/auth/${path}`, (route) =>
    status < 300 ? route.fulfill({ status }) : route.fulfill({ status, json: problem }),
  );
}

async function visitSignIn(page: Page): Promise<void> {
  const login = new LoginPage(page);
  await page.goto('/login');
  await expectAccessible(page, 'sign in');
  await login.submit.click();
  await expectAccessible(page, 'sign in with mistakes');
  await login.signIn('nobody', 'wrong password');
  await page.getByText('Wrong username, email or password').waitFor();
  await expectAccessible(page, 'sign in refused');
  await answer(page, 'session', 401, 'second_factor_required');
  await login.signIn('nobody', 'right password');
  await page.getByLabel('Code from your app').waitFor();
  await expectAccessible(page, 'two-step verification');
  await answer(page, 'session', 401, 'second_factor_invalid');
  await page.keyboard.type('123456');
  await page.keyboard.press('Enter');
  await page.getByText('Wrong code').waitFor();
  await expectAccessible(page, 'wrong code');
  await page.getByRole('button', { name: 'Use a recovery code instead' }).click();
  await login.submit.click();
  await expectAccessible(page, 'recovery code with a mistake');
}

async function visitForgottenPassword(page: Page): Promise<void> {
  await page.goto('/forgot-password');
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expectAccessible(page, 'forgotten password with a mistake');
  await answer(page, 'password-reset', 202);
  await page.getByLabel('Email').fill('ada@example.com');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Check your email' }).waitFor();
  await expectAccessible(page, 'link sent');
  await page.goto('/reset-password#token=one');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expectAccessible(page, 'new password with a mistake');
  await page.getByLabel('New password', { exact: true }).fill('a whole new sentence');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Password changed' }).waitFor();
  await expectAccessible(page, 'password changed');
  await page.goto('/reset-password');
  await expectAccessible(page, 'incomplete link');
}

async function visitVerification(page: Page): Promise<void> {
  await page.goto('/verify-email#token=one');
  await expectAccessible(page, 'email to verify');
  await answer(page, 'me/email-verification', 410, 'link_invalid');
  await page.getByRole('button', { name: 'Verify email' }).click();
  await page.getByRole('heading', { name: 'This link does not work' }).waitFor();
  await answer(page, 'me/email-verification', 202);
  await page.getByRole('button', { name: 'Send a new link' }).click();
  await page.getByText('We sent a new link').waitFor();
  await expectAccessible(page, 'new link sent');
  await page.goto('/verify-email#token=two');
  await answer(page, 'me/email-verification', 204);
  await page.getByRole('button', { name: 'Verify email' }).click();
  await page.getByRole('heading', { name: 'Email verified' }).waitFor();
  await expectAccessible(page, 'email verified');
}

async function visitUnlock(page: Page): Promise<void> {
  await page.goto('/login');
  await answer(page, 'session', 429, 'rate_limited');
  await new LoginPage(page).signIn('ada', 'right password');
  await answer(page, 'unlock', 202);
  await page.getByRole('button', { name: 'Email me a link to sign in now' }).click();
  await page.getByText('we sent its email a link').waitFor();
  await expectAccessible(page, 'sign-in link sent');
  await page.goto('/unlock#token=one');
  await expectAccessible(page, 'browser to let in');
  await page.getByRole('button', { name: 'Let this browser sign in' }).click();
  await page.getByRole('heading', { name: 'You can sign in now' }).waitFor();
  await expectAccessible(page, 'browser let in');
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`the account pages are accessible in ${colorScheme} colours`, () => {
    test.use({ colorScheme, expectedProblems: [/Failed to load resource/] });

    test('before signing in', async ({ page }) => {
      await visitSignIn(page);
      await page.goto('/register');
      await page.getByRole('button', { name: 'Create account' }).click();
      await expectAccessible(page, 'register with mistakes');
      await page.goto('/nowhere');
      await expectAccessible(page, 'not found');
    });

    test('for a forgotten password, on a phone', async ({ page }) => {
      await page.setViewportSize({ width: 360, height: 740 });
      await visitForgottenPassword(page);
    });

    test('for verifying an email with the password', async ({ page }) => {
      await page.goto('/verify-email#token=one');
      await page.getByRole('button', { name: 'Verify email' }).click();
      await expectAccessible(page, 'email to verify with a mistake');
    });

    test('for an account that others locked', ({ page }) => visitUnlock(page));

    test('for verifying an email', async ({ page, context }) => {
      await signUp(context);
      await visitVerification(page);
    });

    test('for a required password change', async ({ page, user, context }) => {
      await requirePasswordChange(user);
      const { username, password } = user;
      await context.request.post('/api/auth/session', { data: { username, password } });
      await page.goto('/dashboard');
      await page.getByRole('button', { name: 'Change password' }).click();
      await expectAccessible(page, 'password change with mistakes');
    });
  });
}
