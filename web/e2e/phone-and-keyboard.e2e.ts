import { expect, test } from './fixtures.ts';

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('everything fits and can be reached', async ({ dashboard, page, seed }) => {
    await seed([
      { title: 'A title that is rather too long for one line of a phone', priority: 'high', due_date: '2020-02-02' },
    ]);
    await dashboard.open();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.getByRole('button', { name: 'New task' }).tap();
    await dashboard.dialog.getByLabel('Title').fill('From the bus');
    await expect(dashboard.dialog.getByRole('button', { name: 'Add task' })).toBeInViewport();
    await dashboard.dialog.getByRole('button', { name: 'Add task' }).tap();
    await expect(dashboard.row('From the bus')).toBeVisible();
    await page.getByRole('link', { name: /^Completed/ }).tap();
    await expect(dashboard.heading).toHaveText('Completed');
  });

  test('there are no hints about keys', async ({ dashboard, page }) => {
    await dashboard.open();
    await expect(dashboard.quickAdd).toHaveAttribute('placeholder', 'Add a task');
    await expect(page.getByRole('search')).not.toContainText('/');
    await page.getByRole('button', { name: /^Account of/ }).tap();
    await expect(page.getByRole('menuitem', { name: 'Settings' })).toBeVisible();
    await expect(page.getByRole('menuitem', { name: 'Keyboard shortcuts' })).toHaveCount(0);
  });
});

test.describe('with a keyboard only', () => {
  test('hints about keys are shown', async ({ dashboard, page }) => {
    await dashboard.open();
    await expect(dashboard.quickAdd).toHaveAttribute('placeholder', 'Add a task and press Enter');
    await expect(page.getByRole('search')).toContainText('/');
    await page.getByRole('button', { name: /^Account of/ }).click();
    await expect(page.getByRole('menuitem', { name: 'Keyboard shortcuts' })).toBeVisible();
  });

  test('N, / and ? work, but not while typing', async ({ dashboard, page }) => {
    await dashboard.open();
    await page.keyboard.press('n');
    await expect(dashboard.dialog.getByLabel('Title')).toBeFocused();
    await page.keyboard.type('n/?');
    await expect(dashboard.dialog.getByLabel('Title')).toHaveValue('n/?');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Discard' }).click();
    await expect(dashboard.dialog).toBeHidden();
    await page.keyboard.press('/');
    await expect(dashboard.search).toBeFocused();
    await page.getByRole('link', { name: 'Taskyard' }).focus();
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  });

  test('the first Tab offers to skip to the content', async ({ dashboard, page }) => {
    await dashboard.open();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(page.getByLabel('Priority', { exact: true })).toBeFocused();
  });

  test('a dialog traps the focus and restores it', async ({ dashboard, page, seed }) => {
    await seed([{ title: 'Only one' }]);
    await dashboard.open();
    const title = page.getByRole('button', { name: 'Only one', exact: true });
    await title.focus();
    await page.keyboard.press('Enter');
    await expect(dashboard.dialog.getByLabel('Title')).toBeFocused();
    for (let step = 0; step < 14; step += 1) await page.keyboard.press('Tab');
    expect(await dashboard.dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    await page.keyboard.press('Escape');
    await expect(title).toBeFocused();

    const menu = page.getByRole('button', { name: 'Actions for Only one' });
    await menu.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Edit' }).press('Enter');
    await expect(dashboard.dialog.getByLabel('Title')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(menu).toBeFocused();
  });
});

test.describe('themes', () => {
  test('follow the system until the user chooses one, and are in the first HTML', async ({
    dashboard,
    page,
    context,
  }) => {
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.emulateMedia({ colorScheme: 'light' });
    await dashboard.open();
    const light = await background();
    await page.emulateMedia({ colorScheme: 'dark' });
    const dark = await background();
    expect(dark).not.toBe(light);

    await page.getByRole('button', { name: /^Account of/ }).click();
    await Promise.all([page.waitForResponse('**/theme'), page.getByRole('menuitemradio', { name: 'Light' }).click()]);
    expect(await background()).toBe(light);
    expect(await (await context.request.get('/dashboard')).text()).toContain('data-theme="light"');
  });
});

test.describe('dates', () => {
  for (const timezoneId of ['Pacific/Auckland', 'America/Los_Angeles']) {
    test.describe(timezoneId, () => {
      test.use({ timezoneId });

      test('name the same day in every time zone', async ({ dashboard, page, seed }) => {
        await seed([{ title: 'New year', due_date: '2031-01-01' }]);
        await dashboard.open();
        await expect(dashboard.row('New year')).toContainText('Jan 1, 2031');
        const today = await page.evaluate(() => new Intl.DateTimeFormat('en-CA').format(new Date()));
        await page.getByRole('button', { name: 'New task' }).click();
        await dashboard.dialog.getByLabel('Title').fill('Due now');
        await dashboard.dialog.getByRole('button', { name: 'Today' }).click();
        await expect(dashboard.dialog.getByLabel('Due date')).toHaveValue(today);
        await dashboard.dialog.getByRole('button', { name: 'Add task' }).click();
        await expect(dashboard.row('Due now')).toContainText('Today');
      });
    });
  }
});
