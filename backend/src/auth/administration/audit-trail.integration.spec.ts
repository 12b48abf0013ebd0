import type { RowDataPacket } from 'mysql2';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { registerAdmin, startTestApp, type TestApp } from '../../../test/test-app.ts';

interface Event {
  readonly id: number;
  readonly action: string;
  readonly actor: { id: number; username: string } | null;
  readonly subject: { id: number; username: string } | null;
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
    actor: { id: admin.id, username: 'admin', deleted: false },
    subject: { id: ann.id, username: 'ann', deleted: false },
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

it('keeps the events of deleted users, with the ids and usernames of actor and subject as of then', async () => {
  const leaving = await registerAdmin(running, 'leaving');
  const leaver = await running.api.registerUser('leaver');
  const { connection } = running.database;
  await running.api.call('PATCH', `/api/auth/users/${leaver.id}`, { disabled: true }, { token: leaving.token });
  await running.api.call('PATCH', `/api/auth/users/${leaver.id}`, { disabled: false }, { token: leaving.token });
  const { token } = (await running.api.post('/api/auth/login', { username: 'leaver', password: leaver.password })).body;
  const rename = { username: 'renamed', password: leaver.password };
  await running.api.call('PATCH', '/api/auth/me', rename, { token: String(token), expect: 200 });
  for (const [user, session] of [
    [leaver, String(token)],
    [leaving, leaving.token],
  ] as const) {
    await running.api.call('DELETE', '/api/auth/me', { password: user.password }, { token: session, expect: 204 });
  }
  const [users] = await connection.query<RowDataPacket[]>('SELECT id FROM users WHERE id IN (?, ?)', [
    leaver.id,
    leaving.id,
  ]);
  expect(users).toEqual([]);

  const events = await readAll(`?user=${leaver.id}`);
  const deleted = { id: leaver.id, username: 'renamed', deleted: true };
  const before = { ...deleted, username: 'leaver' };
  const byAdmin = { id: leaving.id, username: 'leaving', deleted: true };
  expect(events.map(({ action, actor, subject }) => ({ action, actor, subject }))).toEqual([
    { action: 'account.deleted', actor: deleted, subject: deleted },
    { action: 'account.changed', actor: deleted, subject: deleted },
    { action: 'session.started', actor: before, subject: before },
    { action: 'account.enabled', actor: byAdmin, subject: before },
    { action: 'account.disabled', actor: byAdmin, subject: before },
    { action: 'session.started', actor: before, subject: before },
    { action: 'account.registered', actor: before, subject: before },
  ]);
});

it('tells the system from a user who was deleted before names were kept', async () => {
  await running.database.connection.query(
    `INSERT INTO audit_events (occurred_at, action, actor_id, actor_name, subject_id, subject_name) VALUES
     (UTC_TIMESTAMP(3), 'session.reuse_detected', NULL, NULL, ?, 'ann'),
     (UTC_TIMESTAMP(3), 'account.disabled', NULL, 'deleted user', ?, 'ann')`,
    [ann.id, ann.id],
  );
  const [byDeleted, bySystem] = eventsIn(await read(`?user=${ann.id}&limit=2`));
  expect(bySystem?.actor).toBeNull();
  expect(byDeleted?.actor).toEqual({ id: null, username: 'deleted user', deleted: true });
});

it.each(['?user=ann', '?limit=101', '?cursor=-1', '?action=x'])('rejects the query %s', async (query) => {
  expect((await read(query)).status).toBe(422);
});
