import type { BrowserContext } from '@playwright/test';
import { codeOfApp } from './authenticator-app.ts';
import { expect, signUp, test, type User, verifyEmail } from './fixtures.ts';
import { LoginPage } from './login-page.ts';

test.use({ expectedProblems: [/Failed to load resource/] });

interface TwoStepUser extends User {
  /** The secret of the authenticator app. */
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
}

/** A signed-out user with two-step verification. Its setup has its own tests. */
async function signUpWithTwoStep(context: BrowserContext): Promise<TwoStepUser> {
  const user = await signUp(context);
  await verifyEmail(context, user);
  const { request } = context;
  const { secret } = await (await request.post('/api/auth/me/totp', { data: { password: user.password } })).json();
  const confirmed = await request.put('/api/auth/me/totp', { data: { code: codeOfApp(secret) } });
  expect(confirmed.status()).toBe(200);
  await request.delete('/api/auth/session');
  return { ...user, secret, recoveryCodes: (await confirmed.json()).recovery_codes };
}

test.describe('with two-step verification', () => {
  test('asks for the code of the app after the password', async ({ page, context }) => {
    const login = new LoginPage(page);
    const user = await signUpWithTwoStep(context);
    await page.goto('/login?next=/dashboard?status=pending');
    await login.signIn(user.username, user.password);
    const code = page.getByLabel('Code from your app');
    await expect(code).toBeFocused();
    await expect(code).toHaveAttribute('autocomplete', 'one-time-code');
    await expect(code).toHaveAttribute('inputmode', 'numeric');

    await login.submit.click();
    await expect(code).toHaveAccessibleDescription(/Enter the code/);
    await code.fill('000000');
    await login.submit.click();
    await expect(page.getByRole('alert').filter({ hasText: 'Wrong code' })).toBeVisible();
    await expect(code).toBeFocused();
    await expect(code).toHaveValue('');

    const fresh = codeOfApp(user.secret, 1);
    await code.fill(`${fresh.slice(0, 3)} ${fresh.slice(3)}`);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/dashboard\?status=pending$/);
  });

  test('accepts a recovery code instead, once', async ({ page, context }) => {
    const user = await signUpWithTwoStep(context);
    const [recoveryCode = ''] = user.recoveryCodes;
    const useRecoveryCode = async () => {
      await page.goto('/login');
      await new LoginPage(page).signIn(user.username, user.password);
      await page.getByRole('button', { name: 'Use a recovery code instead' }).click();
      await expect(page.getByLabel('Recovery code', { exact: true })).toBeFocused();
      await page.keyboard.type(recoveryCode.toLowerCase());
      await page.keyboard.press('Enter');
    };
    await useRecoveryCode();
    await expect(page).toHaveURL(/\/dashboard$/);
    await context.clearCookies();
    await useRecoveryCode();
    await expect(page.getByRole('alert').filter({ hasText: 'Wrong code' })).toBeVisible();
  });

  test('can be started over, with an empty password', async ({ page, context }) => {
    const login = new LoginPage(page);
    const user = await signUpWithTwoStep(context);
    await page.goto('/login');
    await login.signIn(user.username, user.password);
    await page.getByRole('button', { name: 'Start over' }).click();
    await expect(login.username).toHaveValue(user.username);
    await expect(login.password).toHaveValue('');
    await expect(login.submit).toBeEnabled();
  });

  test('signs in again over the page after the session ended', async ({ dashboard, page, context }) => {
    await context.clearCookies();
    const user = await signUpWithTwoStep(context);
    const { username, password } = user;
    const code = codeOfApp(user.secret, 1);
    expect((await context.request.post('/api/auth/session', { data: { username, password, code } })).status()).toBe(
      201,
    );
    await dashboard.open();
    await context.clearCookies();
    await dashboard.add('Half a thought');
    const sessionDialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await sessionDialog.getByLabel('Password', { exact: true }).fill(password);
    await page.keyboard.press('Enter');
    await sessionDialog.getByRole('button', { name: 'Use a recovery code instead' }).click();
    await sessionDialog.getByLabel('Recovery code', { exact: true }).fill(user.recoveryCodes[0] ?? '');
    await page.keyboard.press('Enter');
    await expect(sessionDialog).toBeHidden();
    await dashboard.quickAdd.press('Enter');
    await expect(dashboard.row('Half a thought')).toBeVisible();
  });
});

test.describe('with a passkey', () => {
  test('a device without one shows an error, and the password still works', async ({ page, context, user }) => {
    const login = new LoginPage(page);
    await context.clearCookies();
    const browser = await context.newCDPSession(page);
    await browser.send('WebAuthn.enable');
    await browser.send('WebAuthn.addVirtualAuthenticator', {
      options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
    });
    await page.goto('/login');
    await login.passkey.click();
    await expect(page.getByRole('alert').filter({ hasText: 'No passkey was used' })).toBeVisible();
    await login.signIn(user.username, user.password);
    await expect(page).toHaveURL(/\/dashboard$/);
  });

  test('a browser without support has no button', async ({ page }) => {
    const login = new LoginPage(page);
    await page.addInitScript(() => Reflect.deleteProperty(window, 'PublicKeyCredential'));
    await page.goto('/login');
    await expect(login.submit).toBeEnabled();
    await expect(login.passkey).toHaveCount(0);
  });
});

test('after too many requests the page tells when to try again', async ({ page }) => {
  const detail = 'Too many requests.';
  const problem = { type: '', title: '', status: 429, detail, code: 'rate_limited', correlationId: 'ref-42' };
  await page.route('**/api/auth/session', (route) =>
    route.fulfill({ status: 429, headers: { 'Retry-After': '540' }, json: problem }),
  );
  await page.goto('/login');
  await new LoginPage(page).signIn('nobody', 'anything at all');
  await expect(page.getByRole('alert').filter({ hasText: 'Try again in 9 minutes' })).toBeVisible();
});
