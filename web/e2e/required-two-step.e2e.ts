import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Stack, startStack } from '../../tools/dev/stack/start-stack.ts';
import { pairAuthenticatorApp } from './authenticator-app.ts';
import { readRun } from './environment.ts';
import { expectAccessible } from './expect-accessible.ts';
import { expect, newUser, test } from './fixtures.ts';
import { LoginPage } from './login-page.ts';
import { linkTo } from './mailbox.ts';
import { SettingsPage } from './settings-page.ts';

test.use({ expectedProblems: [/status of (403|409)/] });

// A site whose operator requires two-step verification of all users. It shares the database of the other tests.
let stack: Stack;
let dataDir: string;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  dataDir = mkdtempSync(join(tmpdir(), 'taskyard-e2e-'));
  const env = { RATE_LIMIT_FACTOR: '1000', SECOND_FACTOR_REQUIRED_ROLES: 'user,admin' };
  stack = await startStack({ dataDir, port: 0, durable: false, databaseUrl: readRun().database, env });
});
test.afterAll(async () => {
  await stack.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

test('a user whose role requires two-step verification verifies the email and sets it up first', async ({
  page,
  context,
}) => {
  const { origin } = stack;
  const { username, email, password } = newUser();
  await context.request.post(`${origin}/api/auth/register`, { data: { username, email, password } });
  await page.goto(`${origin}/dashboard?status=pending`);
  await new LoginPage(page).signIn(username, password);

  const settings = new SettingsPage(page);
  const heading = page.getByRole('heading', { name: 'Set up two-step verification', level: 1 });
  await expect(heading).toBeVisible();
  for (const path of ['/settings/profile', '/trash', '/dashboard?status=pending']) {
    await page.goto(origin + path);
    await expect(heading).toBeVisible();
  }
  await expectAccessible(page, 'two-step verification to set up');
  const setUp = page.getByRole('button', { name: 'Set up' });
  await setUp.click();
  await settings.confirm(password, 'Continue');
  await expect(page.getByText('Not verified.')).toBeVisible();
  await expectAccessible(page, 'email to verify first');
  await page.getByRole('button', { name: 'Send the link again' }).click();
  await expect(settings.toasts).toContainText(`We sent a link to ${email}`);

  const verification = await context.newPage();
  await verification.goto(origin + (await linkTo('/verify-email', email, join(dataDir, 'mail'))));
  await verification.getByRole('button', { name: 'Verify email' }).click();
  await expect(verification.getByRole('heading', { name: 'Email verified' })).toBeVisible();
  await verification.close();

  await setUp.click();
  await pairAuthenticatorApp(settings, password);
  await settings.dialog.getByRole('button', { name: 'I saved them' }).click();
  await expect(page).toHaveURL(/\/dashboard\?status=pending$/);
  await page.goto(`${origin}/set-up-two-step`);
  await expect(page).toHaveURL(/\/dashboard$/);
});
