import type { BrowserContext } from '@playwright/test';
import { codeOfApp } from './authenticator-app.ts';
import { expect, signUp, test, type User } from './fixtures.ts';
import { LoginPage } from './login-page.ts';

test.use({ expectedProblems: [/Failed to load resource/] });

interface GuardedPerson extends User {
  /** What their authenticator app knows. */
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
}

/** Somebody signed out whose account asks for a code; setting that up has tests of its own. */
async function signUpGuarded(context: BrowserContext): Promise<GuardedPerson> {
  const person = await signUp(context);
  const { request } = context;
  const { secret } = await (await request.post('/api/auth/me/totp', { data: { password: person.password } })).json();
  const confirmed = await request.put('/api/auth/me/totp', { data: { code: codeOfApp(secret) } });
  expect(confirmed.status()).toBe(200);
  await request.delete('/api/auth/session');
  return { ...person, secret, recoveryCodes: (await confirmed.json()).recovery_codes };
}

test.describe('with a second factor', () => {
  test('the code of the app is asked for after the password', async ({ page, context }) => {
    const login = new LoginPage(page);
    const person = await signUpGuarded(context);
    await page.goto('/login?next=/dashboard?status=pending');
    await login.signIn(person.username, person.password);
    const code = page.getByLabel('Code from your app');
    await expect(code).toBeFocused();
    await expect(code).toHaveAttribute('autocomplete', 'one-time-code');
    await expect(code).toHaveAttribute('inputmode', 'numeric');

    await login.submit.click();
    await expect(code).toHaveAccessibleDescription(/Enter the code/);
    await code.fill('000000');
    await login.submit.click();
    await expect(page.getByRole('alert').filter({ hasText: 'That code did not match' })).toBeVisible();
    await expect(code).toBeFocused();
    await expect(code).toHaveValue('');

    const fresh = codeOfApp(person.secret, 1);
    await code.fill(`${fresh.slice(0, 3)} ${fresh.slice(3)}`);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/dashboard\?status=pending$/);
  });

  test('a recovery code does instead, once', async ({ page, context }) => {
    const person = await signUpGuarded(context);
    const [recoveryCode = ''] = person.recoveryCodes;
    const useRecoveryCode = async () => {
      await page.goto('/login');
      await new LoginPage(page).signIn(person.username, person.password);
      await page.getByRole('button', { name: 'Use a recovery code instead' }).click();
      await expect(page.getByLabel('Recovery code', { exact: true })).toBeFocused();
      await page.keyboard.type(recoveryCode.toLowerCase());
      await page.keyboard.press('Enter');
    };
    await useRecoveryCode();
    await expect(page).toHaveURL(/\/dashboard$/);
    await context.clearCookies();
    await useRecoveryCode();
    await expect(page.getByRole('alert').filter({ hasText: 'That code did not match' })).toBeVisible();
  });

  test('one can start over, and the password is gone', async ({ page, context }) => {
    const login = new LoginPage(page);
    const person = await signUpGuarded(context);
    await page.goto('/login');
    await login.signIn(person.username, person.password);
    await page.getByRole('button', { name: 'Start over' }).click();
    await expect(login.username).toHaveValue(person.username);
    await expect(login.password).toHaveValue('');
    await expect(login.submit).toBeEnabled();
  });

  test('a session that ended goes on over the page after both', async ({ dashboard, page, context }) => {
    await context.clearCookies();
    const person = await signUpGuarded(context);
    const { username, password } = person;
    const code = codeOfApp(person.secret, 1);
    expect((await context.request.post('/api/auth/session', { data: { username, password, code } })).status()).toBe(
      201,
    );
    await dashboard.open();
    await context.clearCookies();
    await dashboard.add('Half a thought');
    const prompt = page.getByRole('dialog', { name: 'Your session has ended' });
    await prompt.getByLabel('Password', { exact: true }).fill(password);
    await page.keyboard.press('Enter');
    await prompt.getByRole('button', { name: 'Use a recovery code instead' }).click();
    await prompt.getByLabel('Recovery code', { exact: true }).fill(person.recoveryCodes[0] ?? '');
    await page.keyboard.press('Enter');
    await expect(prompt).toBeHidden();
    await dashboard.quickAdd.press('Enter');
    await expect(dashboard.row('Half a thought')).toBeVisible();
  });
});

test.describe('with a passkey', () => {
  test('a device that has none says so, and the password still works', async ({ page, context, person }) => {
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
    await login.signIn(person.username, person.password);
    await expect(page).toHaveURL(/\/dashboard$/);
  });

  test('a browser that knows none of it offers none of it', async ({ page }) => {
    const login = new LoginPage(page);
    await page.addInitScript(() => Reflect.deleteProperty(window, 'PublicKeyCredential'));
    await page.goto('/login');
    await expect(login.submit).toBeEnabled();
    await expect(login.passkey).toHaveCount(0);
  });
});

test('whoever tried too often is told when to try again', async ({ page }) => {
  const detail = 'Too many attempts.';
  const problem = { type: '', title: '', status: 429, detail, code: 'rate_limited', correlationId: 'ref-42' };
  await page.route('**/api/auth/session', (route) =>
    route.fulfill({ status: 429, headers: { 'Retry-After': '540' }, json: problem }),
  );
  await page.goto('/login');
  await new LoginPage(page).signIn('nobody', 'anything at all');
  await expect(page.getByRole('alert').filter({ hasText: 'Try again in 9 minutes' })).toBeVisible();
});
