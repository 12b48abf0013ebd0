import { expect, test } from './fixtures.ts';

test('a task that was in progress is in progress again after done and undone', async ({ dashboard, page, seed }) => {
  await seed([{ title: 'Translate', status: 'in_progress' }, { title: 'Proofread' }]);
  await dashboard.open();
  const answered = () => page.waitForResponse((response) => response.request().method() === 'PATCH');
  await Promise.all([answered(), dashboard.row('Translate').getByRole('checkbox').click()]);
  await expect(dashboard.row('Translate').getByRole('checkbox')).toBeChecked();
  await page.reload();
  await dashboard.ready();
  await Promise.all([answered(), dashboard.row('Translate').getByRole('checkbox').click()]);
  await expect(dashboard.row('Translate')).toContainText('In progress');

  // Also at once, before the first answer.
  await dashboard.row('Translate').getByRole('checkbox').click();
  await dashboard.row('Translate').getByRole('checkbox').click();
  await expect(dashboard.row('Translate')).toContainText('In progress');
  await dashboard.row('Proofread').getByRole('checkbox').click();
  await dashboard.row('Proofread').getByRole('checkbox').click();
  await expect(dashboard.row('Proofread').getByRole('checkbox')).not.toBeChecked();
  await page.reload();
  await expect(dashboard.row('Translate')).toContainText('In progress');
  await expect(dashboard.row('Proofread')).not.toContainText('In progress');
});
