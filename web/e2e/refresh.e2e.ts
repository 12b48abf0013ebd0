import { expect, test } from './fixtures.ts';

test('the list loads again when the user returns to the window', async ({ dashboard, page, context, seed }) => {
  await seed([{ title: 'Here' }]);
  await dashboard.open();
  await expect(dashboard.rows).toHaveCount(1);
  await context.request.post('/api/tasks', { data: { title: 'Added on the phone' } });
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect(dashboard.row('Added on the phone')).toBeVisible();
  await expect(page.getByText('2 open, 0 completed')).toBeVisible();
});

test('the list loads again after saving', async ({ dashboard, context, page, seed }) => {
  await seed([{ title: 'Banana' }, { title: 'Apple' }]);
  await dashboard.open('/dashboard?sort=title');
  await context.request.post('/api/tasks', { data: { title: 'Added on the phone' } });
  await dashboard.edit('Banana');
  await dashboard.editor.getByLabel('Title').fill('Aardvark');
  await dashboard.editor.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => dashboard.titles()).toEqual(['Aardvark', 'Added on the phone', 'Apple']);
  await expect(page.getByText('3 open, 0 completed')).toBeVisible();
});
