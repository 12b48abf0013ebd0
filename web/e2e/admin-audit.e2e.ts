import { expect, test } from './admin-fixtures.ts';

test('the audit log names who did what to whom, and narrows to one of them', async ({
  settings,
  page,
  person,
  neighbour,
}) => {
  await settings.open(`/admin/users?q=${neighbour.username}`);
  await settings.act(neighbour.username, 'Disable account', 'Disable account');
  await page.getByRole('link', { name: 'Audit log' }).click();
  await expect(settings.heading).toHaveText('Audit log');
  const event = settings.items('Events').filter({ hasText: neighbour.username }).first();
  await expect(event).toContainText(/Disabled the account.*(just now|minute)/s);
  await expect(event).toContainText(`${neighbour.username}, by ${person.username}`);
  await event.getByRole('link', { name: neighbour.username }).click();
  await expect(page.getByText(`Only what ${neighbour.username} did`)).toBeVisible();
  await expect(settings.items('Events').last()).toContainText('Created the account');
  await page.getByRole('link', { name: 'Show everything' }).click();
  await expect(page).toHaveURL(/\/admin\/audit$/);
});
