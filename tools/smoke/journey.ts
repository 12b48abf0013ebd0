import { randomBytes } from 'node:crypto';
import { webProbes } from '@taskyard/contracts/probes';
import { Visitor } from './visitor.ts';

/** Does one named thing; the journey ends with the first that throws. */
export type StepRunner = (name: string, action: () => Promise<void>) => Promise<void>;

/**
 * Everything a new person does in a first minute, against a live deployment: sign up, work, close the account. Whatever
 * fails in between, the account is deleted at the end, and with it all that the person made.
 *
 * @param origin of the deployment, without a trailing slash
 * @throws what the failing step threw
 */
export async function journey(origin: string, step: StepRunner): Promise<void> {
  const visitor = new Visitor(origin);
  const username = `smoke-${randomBytes(8).toString('hex')}`;
  // The domain never exists (RFC 2606), and the outbox knows that.
  const person = { username, email: `${username}@example.invalid`, password: randomBytes(24).toString('base64url') };

  await step('the web answers', async () => {
    await visitor.call('GET', webProbes.liveness, { expect: 200 });
  });
  await step('the sign-in page has its security policy', async () => {
    const { headers } = await visitor.call('GET', '/login', { expect: 200 });
    const policy = headers.get('content-security-policy') ?? '';
    assert(/script-src [^;]*'nonce-/.test(policy), `the policy has no nonce: "${policy}"`);
  });
  await step('auth is healthy', async () => {
    await visitor.call('GET', '/api/auth/health', { expect: 200 });
  });
  await step('tasks is healthy', async () => {
    await visitor.call('GET', '/api/tasks/health', { expect: 200 });
  });
  await step('tasks are closed to strangers', async () => {
    await visitor.call('GET', '/api/tasks', { expect: 401 });
  });
  await step('register', async () => {
    await visitor.call('POST', '/api/auth/register', { body: person, expect: 201 });
  });
  try {
    await work(visitor, person, step);
  } catch (failure) {
    await step('clean up: close the account', () => closeAccount(visitor, person)).catch(() => undefined);
    throw failure;
  }
  await step('close the account', () => closeAccount(visitor, person));
  await step('the account is gone', async () => {
    assert(!visitor.signedIn, 'the session cookie was not cleared');
    const { username, password } = person;
    await visitor.call('POST', '/api/auth/login', { body: { username, password }, expect: 401 });
  });
}

interface User {
  readonly username: string;
  readonly password: string;
}

async function work(visitor: Visitor, { username, password }: User, step: StepRunner): Promise<void> {
  let task = '';
  await step('sign in', () => signIn(visitor, { username, password }));
  await step('the session names the person', async () => {
    const { json } = await visitor.call('GET', '/api/auth/me', { expect: 200 });
    assert(json.username === username, `the session names ${json.username}`);
  });
  await step('the dashboard opens', async () => {
    await visitor.call('GET', '/dashboard', { expect: 200 });
  });
  await step('add a task', async () => {
    const body = { title: 'See whether this deployment works', priority: 'high', due_date: '2030-01-31' };
    const { json } = await visitor.call('POST', '/api/tasks', { body, expect: 201 });
    task = `/api/tasks/${json.id}`;
  });
  await step('find it again', async () => {
    const { json } = await visitor.call('GET', '/api/tasks?q=deployment&priority=high', { expect: 200 });
    assert(Array.isArray(json.items) && json.items.length === 1, 'the list does not have exactly this task');
  });
  await step('change and complete it', async () => {
    await visitor.call('PATCH', task, { body: { title: 'It works' }, expect: 200 });
    const { json } = await visitor.call('PATCH', `${task}/status`, { body: { status: 'completed' }, expect: 200 });
    assert(json.title === 'It works' && json.status === 'completed', 'the change was not kept');
  });
  await step('delete it and take that back', async () => {
    await visitor.call('DELETE', task, { expect: 204 });
    await visitor.call('GET', task, { expect: 404 });
    await visitor.call('POST', `${task}/restore`, { expect: 200 });
  });
  await step('an API client with a token sees the same', async () => {
    const login = await visitor.call('POST', '/api/auth/login', { body: { username, password }, expect: 200 });
    const client = { headers: { Authorization: `Bearer ${login.json.token}` }, expect: 200 };
    const { json } = await visitor.call('GET', '/api/tasks/counts', client);
    assert(json.completed === 1, `counts say ${JSON.stringify(json)}`);
  });
}

async function signIn(visitor: Visitor, credentials: User): Promise<void> {
  const { headers } = await visitor.call('POST', '/api/auth/session', { body: credentials, expect: 201 });
  const cookie = headers.get('set-cookie') ?? '';
  assert(/; *httponly/i.test(cookie), 'the session cookie is missing or open to scripts');
  // A backend with another PUBLIC_ORIGIN would make a cookie that browsers drop here, or send without TLS.
  assert(/; *secure/i.test(cookie) === visitor.origin.startsWith('https:'), 'the session cookie is for another origin');
}

async function closeAccount(visitor: Visitor, { username, password }: User): Promise<void> {
  if (!visitor.signedIn) await signIn(visitor, { username, password });
  await visitor.call('DELETE', '/api/auth/me', { body: { password }, expect: 204 });
}

function assert(condition: boolean, complaint: string): asserts condition {
  if (!condition) throw new Error(complaint);
}
