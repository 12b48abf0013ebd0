import type { BrowserContext } from '@playwright/test';
import { expect, test, type User } from './fixtures.ts';

test.use({ expectedProblems: [/status of (401|500)/] });

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';

async function signIn({ request }: BrowserContext, { username, password }: User): Promise<void> {
  expect((await request.post('/api/auth/session', { data: { username, password } })).status()).toBe(201);
}

const isSignedIn = async ({ request }: BrowserContext) => (await request.get('/api/auth/me')).status() === 200;

test('devices are listed with their last use, and one or all others can be signed out', async ({
  settings,
  page,
  user,
  browser,
  baseURL,
}) => {
  const laptop = await browser.newContext({ baseURL: baseURL ?? '', userAgent: firefox });
  const phone = await browser.newContext({ baseURL: baseURL ?? '', userAgent: iphone });
  await signIn(laptop, user);
  await signIn(phone, user);
  await settings.open('/settings/sessions');
  const rows = settings.items('Devices');
  await expect(rows).toHaveCount(3);
  await expect(rows.first()).toContainText('This device');
  await expect(rows.first()).toContainText(/Signed in .*(just now|minute)/);
  await expect(rows.filter({ hasText: 'Firefox' })).toContainText(/Last used .*(just now|minute)/);

  await rows
    .filter({ hasText: 'Firefox' })
    .getByRole('button', { name: /^Sign out/ })
    .click();
  await expect(rows).toHaveCount(2);
  await expect.poll(() => isSignedIn(laptop)).toBe(false);
  expect(await isSignedIn(phone)).toBe(true);

  await page.getByRole('button', { name: 'Sign out all others' }).click();
  await settings.dialog.getByRole('button', { name: 'Sign out all others' }).click();
  await expect(settings.dialog).toBeHidden();
  await expect(rows).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Sign out all others' })).toHaveCount(0);
  expect(await isSignedIn(phone)).toBe(false);
  await page.reload();
  await expect(rows).toHaveCount(1);
  await laptop.close();
  await phone.close();
});

test('a device that could not be signed out is back in the list', async ({
  settings,
  page,
  user,
  browser,
  baseURL,
}) => {
  const laptop = await browser.newContext({ baseURL: baseURL ?? '', userAgent: firefox });
  await signIn(laptop, user);
  await settings.open('/settings/sessions');
  await page.route('**/api/auth/sessions/*', (route) => route.fulfill({ status: 500 }));
  await page.getByRole('button', { name: /^Sign out Firefox/ }).click();
  await expect(settings.toasts).toContainText('Could not sign out the device');
  await expect(settings.items('Devices')).toHaveCount(2);
  expect(await isSignedIn(laptop)).toBe(true);
  await laptop.close();
});

test('signing out everywhere includes this device', async ({ settings, page, context }) => {
  await settings.open('/settings/sessions');
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await settings.dialog.getByRole('button', { name: 'Sign out everywhere' }).click();
  await page.waitForURL('**/login');
  expect(await isSignedIn(context)).toBe(false);
});
