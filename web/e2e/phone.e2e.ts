import type { Page } from '@playwright/test';
import type { DashboardPage } from './dashboard-page.ts';
import { expect, test } from './fixtures.ts';

test.use({ viewport: { width: 390, height: 664 }, hasTouch: true, isMobile: true });

const tasks = Array.from({ length: 20 }, (_, index) => ({
  title: `Task ${index}`,
  due_date: '2020-01-01',
  description: 'Long story. '.repeat(30),
}));

/** The visible controls that are narrower or lower than 44 pixels. */
function smallControls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    // The link that skips to the content appears for keyboards only.
    const controls = [
      ...document.querySelectorAll('a[href]:not([href="#main"]), button, input, select, textarea, [role^=menuitem]'),
    ];
    return controls
      .filter((control) => control.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .filter((control) => !(control instanceof HTMLInputElement && control.type === 'hidden'))
      .filter((control) => {
        const { width, height } = control.getBoundingClientRect();
        // What is one pixel wide is for screen readers only.
        return width > 1 && (width < 43.9 || height < 43.9);
      })
      .map((control) => {
        const { width, height } = control.getBoundingClientRect();
        return `${control.getAttribute('aria-label') ?? control.textContent} ${width}×${height}`;
      });
  });
}

test('every control is at least 44 pixels wide and high', async ({ dashboard, page, seed }) => {
  await seed(tasks.slice(0, 3));
  await dashboard.open('/dashboard?status=pending');
  expect(await smallControls(page), 'list').toEqual([]);
  await page.getByRole('button', { name: 'Actions for Task 0' }).tap();
  await page.getByRole('menuitem', { name: 'Status' }).tap();
  await expect(page.getByRole('menuitemradio', { name: 'Completed' })).toBeVisible();
  expect(await smallControls(page), 'menu').toEqual([]);
  await page.getByRole('menuitemradio', { name: 'Completed' }).tap();
  await expect(dashboard.toasts.getByRole('listitem')).toBeVisible();
  expect(await smallControls(page), 'notification').toEqual([]);
  await dashboard.edit('Task 1');
  await expect(dashboard.editor).toBeVisible();
  expect(await smallControls(page), 'form').toEqual([]);
  for (const path of ['/trash', '/settings/profile', '/settings/security', '/settings/sessions']) {
    await page.goto(path);
    await dashboard.ready();
    expect(await smallControls(page), path).toEqual([]);
  }
});

test('the header and the button to add a task stay in reach while scrolling', async ({ dashboard, page, seed }) => {
  await seed(tasks);
  await dashboard.open();
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await expect(page.getByLabel('Search tasks')).toBeInViewport({ ratio: 1 });
  const add = page.getByRole('button', { name: 'New task' });
  await expect(add).toBeInViewport({ ratio: 1 });
  const box = await add.boundingBox();
  expect(box?.y, 'in the lower half, for the thumb').toBeGreaterThan(332);
  await add.tap();
  await expect(dashboard.editor.getByLabel('Title')).toBeFocused();
});

test('the current view is scrolled into sight', async ({ dashboard, page, seed }) => {
  await seed(tasks.slice(0, 1));
  await dashboard.open('/dashboard?status=completed');
  await expect(page.locator('nav [aria-current=page]')).toBeInViewport({ ratio: 1 });
});

test('opening a task does not raise the keyboard', async ({ dashboard, seed }) => {
  await seed(tasks.slice(0, 1));
  await dashboard.open();
  await openByTouch(dashboard);
  await expect(dashboard.editor).toBeFocused();
  await dashboard.editor.getByLabel('Title').tap();
  await expect(dashboard.editor.getByLabel('Title')).toBeFocused();
});

async function openByTouch(dashboard: DashboardPage): Promise<void> {
  await dashboard.row('Task 0').getByRole('button', { name: 'Task 0', exact: true }).tap();
}
