import { readFile } from 'node:fs/promises';
import type { BrowserContext } from '@playwright/test';
import { codeOfApp, pairAuthenticatorApp } from './authenticator-app.ts';
import { expect, test, type User } from './fixtures.ts';
import type { SettingsPage } from './settings-page.ts';

test.use({ expectedProblems: [/status of (403|409|422)/] });

async function signInElsewhere({ request }: BrowserContext, { username, password }: User, code?: string) {
  return (await request.post('/api/auth/session', { data: { username, password, ...(code && { code }) } })).status();
}

async function setUpTwoStep(settings: SettingsPage, { password }: User): Promise<string> {
  await settings.section('Two-step verification').getByRole('button', { name: 'Set up' }).click();
  return pairAuthenticatorApp(settings, password);
}

test.describe('the password', () => {
  test('is changed with the current one; other devices are signed out, this one is not', async ({
    settings,
    page,
    user,
    browser,
    baseURL,
  }) => {
    const other = await browser.newContext({ baseURL: baseURL ?? '' });
    expect(await signInElsewhere(other, user)).toBe(201);
    await settings.open('/settings/security');
    const password = 'a brand new sentence';
    await page.getByLabel('Current password', { exact: true }).fill('not my password');
    await page.getByLabel('New password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Change password' }).click();
    await expect(page.getByLabel('Current password', { exact: true })).toBeFocused();
    await page.getByLabel('Current password', { exact: true }).fill(user.password);
    await page.getByRole('button', { name: 'Change password' }).click();
    await expect(settings.toasts).toContainText('Password changed');
    await expect(page.getByLabel('New password', { exact: true })).toHaveValue('');
    await page.reload();
    await expect(settings.heading).toHaveText('Security');
    expect((await other.request.get('/api/auth/me')).status()).toBe(401);
    expect(await signInElsewhere(other, { ...user, password })).toBe(201);
    await other.close();
  });

  test('cannot be a common one', async ({ settings, page, user }) => {
    await settings.open('/settings/security');
    await page.getByLabel('Current password', { exact: true }).fill(user.password);
    await page.getByLabel('New password', { exact: true }).fill('password123');
    await page.getByRole('button', { name: 'Change password' }).click();
    await expect(page.getByLabel('New password', { exact: true })).toHaveAccessibleDescription(/guess|common|often/i);
    await expect(page.getByLabel('New password', { exact: true })).toBeFocused();
  });
});

test('a new password shows how hard it is to guess', async ({ settings, page, user }) => {
  await settings.open('/settings/security');
  const field = page.getByLabel('New password', { exact: true });
  const strength = page.getByRole('status', { name: 'Password strength' });
  await expect(strength).toHaveCount(0);
  await field.fill('password1');
  await expect(strength).toHaveText('Very easy to guess');
  await field.fill('turtles knit by moonlight');
  await expect(strength).toHaveText('Very hard to guess');
  await page.getByLabel('Current password', { exact: true }).fill(user.password);
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(settings.toasts).toContainText('Password changed');
  await expect(strength).toHaveCount(0);
});

test('an unverified email is named as the reason why two-step verification cannot be set up', async ({
  settings,
  user,
}) => {
  await settings.open('/settings/security');
  await settings.section('Two-step verification').getByRole('button', { name: 'Set up' }).click();
  await settings.confirm(user.password, 'Continue');
  await expect(settings.dialog.getByRole('alert')).toContainText('Your email is not verified');
  await expect(settings.dialog.getByRole('alert')).toContainText('ask for a new one on your profile page');
});

test.describe('two-step verification', () => {
  test('is set up with an app, then asked for when signing in', async ({
    settings,
    page,
    verifiedUser: user,
    browser,
    baseURL,
  }) => {
    await settings.open('/settings/security');
    const secret = await setUpTwoStep(settings, user);
    const codes = await settings.items('Recovery codes').allInnerTexts();
    expect(new Set(codes).size).toBe(10);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      settings.dialog.getByRole('button', { name: 'Download' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`taskyard-recovery-codes-${user.username}.txt`);
    expect((await readFile(await download.path(), 'utf8')).trim().split('\n')).toEqual(codes);
    await page.keyboard.press('Escape');
    await settings.dialog.getByRole('button', { name: 'I saved them' }).click();
    await expect(settings.dialog).toBeHidden();
    await expect(settings.section('Two-step verification')).toBeFocused();
    await expect(settings.section('Two-step verification')).toContainText('10 recovery codes left');

    const other = await browser.newContext({ baseURL: baseURL ?? '' });
    expect(await signInElsewhere(other, user)).toBe(401);
    expect(await signInElsewhere(other, user, codeOfApp(secret, 1))).toBe(201);
    expect(await signInElsewhere(other, user, codes[0])).toBe(201);
    await other.close();
    await page.reload();
    await expect(settings.section('Two-step verification')).toContainText('9 recovery codes left');
  });

  test('stays off for a wrong password or a wrong code', async ({ settings, page, verifiedUser: user }) => {
    await settings.open('/settings/security');
    await settings.section('Two-step verification').getByRole('button', { name: 'Set up' }).click();
    await expect(settings.dialog.getByLabel('Your password', { exact: true })).toBeFocused();
    await settings.confirm('not my password', 'Continue');
    await expect(settings.dialog.getByLabel('Your password', { exact: true })).toHaveAccessibleDescription(
      /not your password/,
    );
    await settings.confirm(user.password, 'Continue');
    await expect(settings.dialog.getByLabel('Code from the app')).toBeFocused();
    await settings.dialog.getByLabel('Code from the app').fill('12 34');
    await page.keyboard.press('Enter');
    await expect(settings.dialog.getByLabel('Code from the app')).toHaveAccessibleDescription(/six digits/);
    await settings.dialog.getByLabel('Code from the app').fill('000 000');
    await page.keyboard.press('Enter');
    await expect(settings.dialog.getByLabel('Code from the app')).toHaveAccessibleDescription(/Wrong code/);
    await page.keyboard.press('Escape');
    await expect(settings.dialog).toBeHidden();
    await expect(settings.section('Two-step verification').getByRole('button', { name: 'Set up' })).toBeFocused();
  });

  test('gets new recovery codes, and can be turned off', async ({ settings, verifiedUser: user }) => {
    await settings.open('/settings/security');
    await setUpTwoStep(settings, user);
    const first = await settings.items('Recovery codes').allInnerTexts();
    await settings.dialog.getByRole('button', { name: 'I saved them' }).click();
    await settings.section('Two-step verification').getByRole('button', { name: 'New codes' }).click();
    await settings.confirm(user.password, 'Make new codes');
    await expect(settings.items('Recovery codes')).toHaveCount(10);
    const second = await settings.items('Recovery codes').allInnerTexts();
    expect(first.filter((code) => second.includes(code))).toEqual([]);
    await settings.dialog.getByRole('button', { name: 'I saved them' }).click();
    await settings.section('Two-step verification').getByRole('button', { name: 'Turn off' }).click();
    await settings.confirm(user.password, 'Turn off');
    await expect(settings.toasts).toContainText('Two-step verification is off');
    await expect(settings.section('Two-step verification').getByRole('button', { name: 'Set up' })).toBeVisible();
  });
});
