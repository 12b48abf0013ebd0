import { expect, test } from './fixtures.ts';

const tasks = Array.from({ length: 20 }, (_, index) => ({ title: `Task ${index}` }));

test('each notification disappears after its time, also after an Undo', async ({ dashboard, page, seed }) => {
  await seed(tasks);
  await dashboard.open();
  await dashboard.choose('Task 19', 'Delete');
  await dashboard.toasts.getByRole('button', { name: 'Undo' }).click();
  await expect(dashboard.row('Task 19')).toBeVisible();
  await page.mouse.move(640, 300);
  await dashboard.choose('Task 18', 'Delete');
  await dashboard.choose('Task 17', 'Delete');
  await expect(dashboard.toasts.getByRole('listitem')).toHaveCount(2);
  await dashboard.toasts.getByRole('button', { name: 'Undo' }).first().click();
  await page.mouse.move(640, 300);
  await expect(dashboard.toasts.getByRole('listitem')).toHaveCount(0, { timeout: 12_000 });
});

test('a notification stays while the pointer is on it', async ({ dashboard, page, seed }) => {
  await seed(tasks);
  await dashboard.open();
  await dashboard.choose('Task 19', 'Delete');
  await dashboard.toasts.getByRole('listitem').hover();
  await page.waitForTimeout(9_000);
  await expect(dashboard.toasts.getByRole('listitem')).toHaveCount(1);
});

test('F8 and Enter undo, as the screen reader is told, and the focus returns', async ({ dashboard, page, seed }) => {
  await seed(tasks);
  await dashboard.open();
  await dashboard.choose('Task 19', 'Delete');
  await expect(page.getByText('Press F8, then Enter, to undo')).toBeAttached();
  await expect(dashboard.row('Task 18').locator('[data-row-focus]')).toBeFocused();
  await page.keyboard.press('F8');
  await page.keyboard.press('Enter');
  await expect(dashboard.row('Task 19')).toBeVisible();
  await expect(dashboard.row('Task 18').locator('[data-row-focus]')).toBeFocused();
});

for (const viewport of [
  { width: 1280, height: 720 },
  { width: 844, height: 390 },
  { width: 390, height: 664 },
]) {
  test(`at ${viewport.width}×${viewport.height} notifications cover no control`, async ({ dashboard, page, seed }) => {
    await seed(tasks);
    await page.setViewportSize(viewport);
    await dashboard.open();
    await dashboard.choose('Task 19', 'Delete');
    await dashboard.choose('Task 18', 'Delete');
    await expect(dashboard.toasts.getByRole('listitem').last()).toBeVisible();
    // What can be scrolled is scrolled to its end, because the page ends above the notifications.
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    const covered = await page.evaluate(() => {
      const region = document.querySelector('[role=region][aria-label^=Notifications]');
      const cards = [...(region?.querySelectorAll('ol') ?? [])].map((list) => list.getBoundingClientRect());
      const controls = [...document.querySelectorAll('a[href], button, input, select')].filter(
        (control) => !region?.contains(control) && control.checkVisibility({ visibilityProperty: true }),
      );
      const overlaps = (control: Element) => {
        const box = control.getBoundingClientRect();
        if (box.width <= 1 || box.bottom <= 0) return false;
        return cards.some(
          (card) => box.left < card.right && box.right > card.left && box.top < card.bottom && box.bottom > card.top,
        );
      };
      return controls.filter(overlaps).map((control) => control.outerHTML.slice(0, 80));
    });
    expect(covered).toEqual([]);
  });
}

test('a task that is added or edited out of the view says where it is', async ({ dashboard, page, seed }) => {
  await seed([{ title: 'Paint' }]);
  await dashboard.open('/dashboard?status=pending');
  await page.getByRole('button', { name: 'New task' }).click();
  await dashboard.editor.getByLabel('Title').fill('Sand');
  await dashboard.editor.getByLabel('Status').selectOption('Completed');
  await dashboard.editor.getByRole('button', { name: 'Add task' }).click();
  await expect(dashboard.toasts).toContainText('Added “Sand” to Completed');

  await dashboard.edit('Paint');
  await dashboard.editor.getByLabel('Status').selectOption('In progress');
  await dashboard.editor.getByRole('button', { name: 'Save' }).click();
  await expect(dashboard.toasts).toContainText('Moved “Paint” to In progress');
  await dashboard.toasts.getByRole('button', { name: 'Show' }).last().click();
  await expect(dashboard.heading).toHaveText('In progress');
  await expect(dashboard.row('Paint')).toBeVisible();

  await dashboard.open('/dashboard?q=nothing');
  await dashboard.add('Varnish');
  await expect(dashboard.toasts).toContainText('Added “Varnish” to To do');
  await expect(dashboard.toasts).toContainText('does not match');
});
