import { adminPages, settingsPages } from '../features/settings/settings-pages.ts';
import { expect, test } from './admin-fixtures.ts';
import { codeOfApp } from './authenticator-app.ts';
import { expectAccessible } from './expect-accessible.ts';
import type { User } from './fixtures.ts';
import type { SettingsPage } from './settings-page.ts';

const paths = [...settingsPages, ...adminPages].map(({ href }) => href);

async function visitProfile(settings: SettingsPage): Promise<void> {
  const { page } = settings;
  await settings.open('/settings/profile');
  await page.getByLabel('Username', { exact: true }).fill('a b');
  await page.getByRole('button', { name: 'Save' }).click();
  await expectAccessible(page, 'profile with mistakes');
}

async function visitSecurity(settings: SettingsPage, { password }: User): Promise<void> {
  const { page, dialog } = settings;
  await settings.open('/settings/security');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expectAccessible(page, 'password with mistakes');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await expectAccessible(page, 'passkey with mistakes');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Set up' }).click();
  await dialog.getByLabel('Your password', { exact: true }).fill(password);
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await dialog.getByRole('img', { name: /QR code/ }).waitFor();
  await dialog.getByRole('button', { name: 'Turn on' }).click();
  await expectAccessible(page, 'two-step verification to scan');
  const secret = await dialog.getByText(/^([A-Z2-7]{4} )+[A-Z2-7]{4}$/).innerText();
  await dialog.getByLabel('Code from the app').fill(codeOfApp(secret.replaceAll(' ', '')));
  await dialog.getByRole('button', { name: 'Turn on' }).click();
  await dialog.getByRole('button', { name: 'I saved them' }).waitFor();
  await expectAccessible(page, 'recovery codes');
  await dialog.getByRole('button', { name: 'I saved them' }).click();
  await expectAccessible(page, 'two-step verification on');
}

async function visitTokens(settings: SettingsPage): Promise<void> {
  const { page, dialog } = settings;
  await settings.open('/settings/tokens');
  await page.getByRole('button', { name: 'New token' }).click();
  await dialog.getByRole('button', { name: 'Create token' }).click();
  await expectAccessible(page, 'token with mistakes');
  await dialog.getByLabel('Name').fill('Script');
  await dialog.getByRole('button', { name: 'Create token' }).click();
  await dialog.getByRole('button', { name: 'Done' }).waitFor();
  await expectAccessible(page, 'token shown once');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expectAccessible(page, 'tokens');
  await page.getByRole('button', { name: 'Revoke Script' }).click();
  await expectAccessible(page, 'revoke a token');
}

async function visitSignOutAndDelete(settings: SettingsPage): Promise<void> {
  const { page } = settings;
  await settings.open('/settings/sessions');
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expectAccessible(page, 'sign out everywhere');
  await settings.open('/settings/data');
  await page.getByRole('button', { name: /^Delete account/ }).click();
  await expectAccessible(page, 'delete the account');
}

async function visitUsers(settings: SettingsPage, { username }: User): Promise<void> {
  const { page, dialog } = settings;
  await settings.open(`/admin/users?q=${username}`);
  await page.getByRole('button', { name: `Actions for ${username}` }).click();
  await expectAccessible(page, 'menu of a user');
  await page.getByRole('menuitem', { name: 'Disable account' }).click();
  await expectAccessible(page, 'disable a user');
  await dialog.getByRole('button', { name: 'Disable account' }).click();
  await settings.toasts.getByText(/is disabled/).waitFor();
  await expectAccessible(page, 'user disabled');
  await page.getByLabel('Role').selectOption({ label: 'Admins' });
  await page.getByRole('heading', { name: 'No users found' }).waitFor();
  await expectAccessible(page, 'no users found');
  await page.route('**/api/auth/users?*', (route) => route.abort());
  await page.getByLabel('State').selectOption({ label: 'Disabled' });
  await page.getByRole('heading', { name: 'Could not load the users' }).waitFor();
  await expectAccessible(page, 'users not loaded');
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`the settings are accessible in ${colorScheme} colours`, () => {
    test.use({ colorScheme, expectedProblems: [/Failed to load resource/] });

    test('on each page', async ({ settings, page }) => {
      for (const path of paths) {
        await settings.open(path);
        await expectAccessible(page, path);
      }
    });

    test('in the forms and dialogs of the account', async ({ settings, verifiedUser: user }) => {
      test.setTimeout(90_000);
      await visitProfile(settings);
      await visitSecurity(settings, user);
      await visitTokens(settings);
      await visitSignOutAndDelete(settings);
    });

    test('in the actions of an admin', async ({ settings, otherUser }) => {
      await visitUsers(settings, otherUser);
    });
  });
}

test.describe('on a phone', () => {
  for (const width of [360, 390]) {
    test(`of ${width} pixels everything fits and the link of the current page is visible`, async ({
      settings,
      page,
    }) => {
      await page.setViewportSize({ width, height: 780 });
      for (const path of paths) {
        await settings.open(path);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(width);
        await expect(page.locator('nav [aria-current=page]')).toBeInViewport({ ratio: 1 });
      }
    });
  }
});
