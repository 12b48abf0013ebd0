import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import type { SettingsPage } from './settings-page.ts';

/** Adds a virtual authenticator with a fingerprint reader that always succeeds. */
async function addAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

async function addPasskey({ page, dialog }: SettingsPage, name: string, password: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(dialog.getByLabel('Name')).toBeFocused();
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('Your password', { exact: true }).fill(password);
  await dialog.getByRole('button', { name: 'Continue' }).click();
}

test('a passkey is added, signs in without a password, and is removed', async ({
  settings,
  page,
  verifiedUser: user,
}) => {
  await addAuthenticator(page);
  await settings.open('/settings/security');
  const rows = settings.items('Passkeys');
  await expect(settings.section('Passkeys')).toContainText('No passkeys yet.');
  await addPasskey(settings, 'Test laptop', user.password);
  await expect(settings.dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Add a passkey' })).toBeFocused();
  await expect(rows).toContainText(/Test laptop.*Added (just now|1 minute ago) · never used/s);

  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL('**/login');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.waitForURL('**/dashboard');
  await expect(page.getByRole('button', { name: `Account of ${user.username}` })).toBeVisible();

  await settings.open('/settings/security');
  await expect(rows).toContainText(/last used (just now|1 minute ago)/);
  await page.getByRole('button', { name: 'Remove Test laptop' }).click();
  await settings.dialog.getByRole('button', { name: 'Remove passkey' }).click();
  await expect(settings.section('Passkeys')).toContainText('No passkeys yet.');
  await expect(settings.section('Passkeys')).toBeFocused();
});

test('a password change lists the passkeys and removes the chosen one', async ({
  settings,
  page,
  verifiedUser: user,
}) => {
  await addAuthenticator(page);
  await settings.open('/settings/security');
  await addPasskey(settings, 'Old phone', user.password);
  await expect(settings.dialog).toBeHidden();
  await page.getByLabel('Current password', { exact: true }).fill(user.password);
  await page.getByLabel('New password', { exact: true }).fill('a sentence without keys');
  await page.getByRole('group', { name: 'Remove passkeys' }).getByLabel('Old phone').check();
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(settings.toasts).toContainText('Password changed');
  await expect(settings.section('Passkeys')).toContainText('No passkeys yet.');
  await expect(page.getByRole('group', { name: 'Remove passkeys' })).toHaveCount(0);
});

test.describe('no passkey is added', () => {
  test.use({ expectedProblems: [/status of 403/] });

  test('for a wrong password', async ({ settings, page, verifiedUser: _owner }) => {
    await addAuthenticator(page);
    await settings.open('/settings/security');
    await addPasskey(settings, 'Test laptop', 'not my password');
    await expect(settings.dialog.getByLabel('Your password', { exact: true })).toHaveAccessibleDescription(
      /not your password/,
    );
  });

  test('to a device that holds one already', async ({ settings, page, verifiedUser: user }) => {
    await addAuthenticator(page);
    await settings.open('/settings/security');
    await addPasskey(settings, 'Once', user.password);
    await expect(settings.dialog).toBeHidden();
    await addPasskey(settings, 'Twice', user.password);
    await expect(settings.dialog.getByRole('alert')).toContainText('already holds a passkey');
    await page.keyboard.press('Escape');
    await expect(settings.items('Passkeys')).toHaveCount(1);
  });
});
