import { expect, test } from './fixtures.ts';

const screens = {
  'a small laptop': { width: 1280, height: 720 },
  'a phone on its side': { width: 844, height: 390 },
  'a small phone': { width: 390, height: 664 },
  'a laptop at 200 %': { width: 640, height: 360 },
} as const;

for (const [name, viewport] of Object.entries(screens)) {
  test(`on ${name} the whole menu of the last row can be used`, async ({ dashboard, page, seed }) => {
    await seed(Array.from({ length: 12 }, (_, index) => ({ title: `Task ${index}` })));
    await page.setViewportSize(viewport);
    await dashboard.open();
    await dashboard.row('Task 0').getByRole('button', { name: 'Actions for Task 0' }).click();
    const menu = page.getByRole('menu').first();
    await expect(menu.getByRole('menuitem')).toHaveText(['Edit', 'StatusTo do', 'PriorityMedium', 'Delete']);
    await expect(menu.getByRole('menuitem', { name: 'Edit' })).toBeInViewport({ ratio: 1 });
    await expect(menu.getByRole('menuitem', { name: 'Delete' })).toBeInViewport({ ratio: 1 });

    await menu.getByRole('menuitem', { name: 'Status' }).click();
    const options = page.getByRole('menuitemradio');
    await expect(options).toHaveText(['To do', 'In progress', 'Completed']);
    for (const option of await options.all()) await expect(option).toBeInViewport({ ratio: 1 });
    // In steps, like a hand: the pointer must not close the submenu on its way.
    await page.getByRole('menuitemradio', { name: 'In progress' }).click({ steps: 8 });
    await expect(dashboard.row('Task 0')).toContainText('In progress');
  });
}

test('a menu that is taller than the screen scrolls to its last entry', async ({ dashboard, page, seed }) => {
  await seed([{ title: 'Task' }]);
  await page.setViewportSize({ width: 640, height: 180 });
  await dashboard.open();
  await page.getByRole('button', { name: 'Actions for Task' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Edit' })).toBeFocused();
  await page.keyboard.press('End');
  await expect(page.getByRole('menuitem', { name: 'Delete' })).toBeFocused();
  await expect(page.getByRole('menuitem', { name: 'Delete' })).toBeInViewport({ ratio: 1 });
});

test('the arrow keys open and close a submenu', async ({ dashboard, page, seed }) => {
  await seed([{ title: 'Task' }]);
  await dashboard.open();
  await page.getByRole('button', { name: 'Actions for Task' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Edit' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('menuitemradio', { name: 'High' })).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('menuitem', { name: 'Priority' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('menuitemradio', { name: 'High' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dashboard.row('Task')).toContainText('High');
});
