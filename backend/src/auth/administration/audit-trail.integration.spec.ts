import { afterAll, beforeAll, expect, it } from 'vitest';
import { registerAdmin, startTestApp, type TestApp } from '../../../test/test-app.ts';

interface Event {
  readonly id: number;
  readonly action: string;
  readonly actor: { id: number } | null;
  readonly subject: { id: number } | null;
}

let running: TestApp;
let admin: { id: number; token: string };
let ann: { id: number };
beforeAll(async () => {
  running = await startTestApp();
  admin = await registerAdmin(running, 'admin');
  ann = await running.api.registerUser('ann');
  for (const disabled of [true, false, true, false]) {
    const headers = { 'X-Request-Id': `disabled-${disabled}` };
    await running.api.call('PATCH', `/api/auth/users/${ann.id}`, { disabled }, { token: admin.token, headers });
  }
});
afterAll(() => running.stop());

const read = (query = '') => running.api.get(`/api/auth/audit-events${query}`, { token: admin.token });
const eventsIn = ({ body }: { body: Record<string, unknown> }) => body.items as Event[];

async function readAll(query: string): Promise<Event[]> {
  const events: Event[] = [];
  let cursor: unknown = null;
  do {
    const answer = await read(`${query}${cursor === null ? '' : `&cursor=${cursor}`}`);
    expect(answer.status).toBe(200);
    events.push(...eventsIn(answer));
    cursor = answer.body.next_cursor;
  } while (cursor !== null);
  return events;
}

it('shows the action, the actor, the subject, the time and the correlation id of an event', async () => {
  const [event] = eventsIn(await read('?limit=1'));
  expect(event).toEqual({
    id: expect.any(Number),
    occurred_at: expect.any(String),
    action: 'account.enabled',
    actor: { id: admin.id, username: 'admin' },
    subject: { id: ann.id, username: 'ann' },
    correlation_id: 'disabled-false',
  });
});

it('lists the newest events first, in pages that neither repeat nor lose an event', async () => {
  const whole = eventsIn(await read('?limit=100'));
  expect(whole.length).toBeGreaterThanOrEqual(6);
  const ids = whole.map(({ id }) => id);
  expect(ids).toEqual([...ids].sort((one, other) => other - one));
  expect(await readAll('?limit=3')).toEqual(whole);
});

it('lists each event that a user caused or that affected the user once', async () => {
  const about = (id: number) => (event: Event) => event.actor?.id === id || event.subject?.id === id;
  const whole = eventsIn(await read('?limit=100'));
  for (const { id } of [admin, ann]) {
    expect(await readAll(`?user=${id}&limit=2`)).toEqual(whole.filter(about(id)));
  }
  expect(eventsIn(await read('?user=999999999'))).toEqual([]);
});

it("keeps a deleted user's events without the username", async () => {
  const leaving = await registerAdmin(running, 'leaving');
  await running.api.call('PATCH', `/api/auth/users/${ann.id}`, { disabled: true }, { token: leaving.token });
  await running.api.call('DELETE', '/api/auth/me', { password: leaving.password }, { token: leaving.token });
  const [event] = eventsIn(await read(`?user=${ann.id}&limit=1`));
  expect(event).toMatchObject({ action: 'account.disabled', actor: null, subject: { id: ann.id } });
});

it.each(['?user=ann', '?limit=101', '?cursor=-1', '?action=x'])('rejects the query %s', async (query) => {
  expect((await read(query)).status).toBe(422);
});
