import { expect, test } from './fixtures.ts';

test('a restored task has its old place in the list', async ({ dashboard, seed }) => {
  await seed([{ title: 'First' }, { title: 'Second', priority: 'high' }, { title: 'Third' }]);
  await dashboard.open();
  await dashboard.choose('Second', 'Delete');
  await expect(dashboard.row('Second')).toHaveCount(0);
  await expect(dashboard.page.getByText('2 open, 0 completed')).toBeVisible();

  await dashboard.toasts.getByRole('button', { name: 'Undo' }).click();
  await expect(dashboard.row('Second')).toBeVisible();
  expect(await dashboard.titles()).toEqual(['Third', 'Second', 'First']);

  await dashboard.page.reload();
  expect(await dashboard.titles()).toEqual(['Third', 'Second', 'First']);
  await expect(dashboard.row('Second')).toContainText('High');
});

test('a deleted task is still deleted after a reload', async ({ dashboard, seed }) => {
  await seed([{ title: 'Gone' }, { title: 'Here' }]);
  await dashboard.open();
  await dashboard.edit('Gone');
  await Promise.all([
    dashboard.page.waitForResponse((response) => response.request().method() === 'DELETE'),
    dashboard.dialog.getByRole('button', { name: 'Delete' }).click(),
  ]);
  await dashboard.page.reload();
  await expect(dashboard.row('Here')).toBeVisible();
  await expect(dashboard.rows).toHaveCount(1);
});

test('deleting moves the focus to the next task, for keyboard users', async ({ dashboard, seed }) => {
  await seed([{ title: 'Third' }, { title: 'Second' }, { title: 'First' }]);
  await dashboard.open();
  await dashboard
    .row('First')
    .getByRole('button', { name: /^Actions for/ })
    .focus();
  await dashboard.page.keyboard.press('Enter');
  // Wait for the focus before the next key, like a user.
  await expect(dashboard.page.getByRole('menuitem', { name: 'Edit' })).toBeFocused();
  await dashboard.page.keyboard.press('End');
  await expect(dashboard.page.getByRole('menuitem', { name: 'Delete' })).toBeFocused();
  await dashboard.page.keyboard.press('Enter');
  await expect(dashboard.row('First')).toHaveCount(0);
  await expect(dashboard.row('Second').locator('[data-row-focus]')).toBeFocused();
});

test('completing a task in a filtered view tells where it is and can be undone', async ({ dashboard, seed }) => {
  await seed([{ title: 'Stay' }, { title: 'Finish' }]);
  await dashboard.open('/dashboard?status=pending');
  await dashboard.row('Finish').getByRole('checkbox').click();
  await expect(dashboard.row('Finish')).toHaveCount(0);
  await expect(dashboard.toasts).toContainText('Moved “Finish” to Completed');
  await dashboard.toasts.getByRole('button', { name: 'Undo' }).click();
  await expect(dashboard.row('Finish').getByRole('checkbox')).not.toBeChecked();
});
