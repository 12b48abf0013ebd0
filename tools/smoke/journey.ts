import { randomBytes } from 'node:crypto';
import { webProbes } from '@taskyard/contracts/probes';
import { ApiClient } from '../shared/api-client.ts';

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
  const client = new ApiClient(origin, { browserOrigin: origin, timeout: 10_000 });
  const username = `smoke-${randomBytes(8).toString('hex')}`;
  // The domain never exists (RFC 2606), and the outbox knows that.
  const person = { username, email: `${username}@example.invalid`, password: randomBytes(24).toString('base64url') };

  await step('the web answers', async () => {
    await client.get(webProbes.liveness, { expect: 200 });
  });
  await step('the sign-in page has its security policy', async () => {
    const { headers } = await client.get('/login', { expect: 200 });
    const policy = headers.get('content-security-policy') ?? '';
    assert(/script-src [^;]*'nonce-/.test(policy), `the policy has no nonce: "${policy}"`);
  });
  await step('auth is healthy', async () => {
    await client.get('/api/auth/health', { expect: 200 });
  });
  await step('tasks is healthy', async () => {
    await client.get('/api/tasks/health', { expect: 200 });
  });
  await step('tasks are closed to strangers', async () => {
    await client.get('/api/tasks', { expect: 401 });
  });
  await step('register', async () => {
    await client.post('/api/auth/register', person, { expect: 201 });
  });
  try {
    await work(client, person, step);
  } catch (failure) {
    await step('clean up: close the account', () => closeAccount(client, person)).catch(() => undefined);
    throw failure;
  }
  await step('close the account', () => closeAccount(client, person));
  await step('the account is gone', async () => {
    assert(!isSignedIn(client), 'the session cookie was not cleared');
    const { username, password } = person;
    await client.post('/api/auth/login', { username, password }, { expect: 401 });
  });
}

interface User {
  readonly username: string;
  readonly password: string;
}

async function work(client: ApiClient, { username, password }: User, step: StepRunner): Promise<void> {
  let task = '';
  await step('sign in', () => signIn(client, { username, password }));
  await step('the session names the person', async () => {
    const { body } = await client.get('/api/auth/me', { expect: 200 });
    assert(body.username === username, `the session names ${body.username}`);
  });
  await step('the dashboard opens', async () => {
    await client.get('/dashboard', { expect: 200 });
  });
  await step('add a task', async () => {
    const body = { title: 'See whether this deployment works', priority: 'high', due_date: '2030-01-31' };
    const created = await client.post('/api/tasks', body, { expect: 201 });
    task = `/api/tasks/${created.body.id}`;
  });
  await step('find it again', async () => {
    const { body } = await client.get('/api/tasks?q=deployment&priority=high', { expect: 200 });
    assert(Array.isArray(body.items) && body.items.length === 1, 'the list does not have exactly this task');
  });
  await step('change and complete it', async () => {
    await client.call('PATCH', task, { title: 'It works' }, { expect: 200 });
    const { body } = await client.call('PATCH', `${task}/status`, { status: 'completed' }, { expect: 200 });
    assert(body.title === 'It works' && body.status === 'completed', 'the change was not kept');
  });
  await step('delete it and take that back', async () => {
    await client.call('DELETE', task, undefined, { expect: 204 });
    await client.get(task, { expect: 404 });
    await client.post(`${task}/restore`, undefined, { expect: 200 });
  });
  await step('an API client with a token sees the same', async () => {
    const login = await client.post('/api/auth/login', { username, password }, { expect: 200 });
    const { body } = await client.get('/api/tasks/counts', { token: String(login.body.token), expect: 200 });
    assert(body.completed === 1, `counts say ${JSON.stringify(body)}`);
  });
}

async function signIn(client: ApiClient, credentials: User): Promise<void> {
  const { headers } = await client.post('/api/auth/session', credentials, { expect: 201 });
  const cookie = headers.get('set-cookie') ?? '';
  assert(/; *httponly/i.test(cookie), 'the session cookie is missing or open to scripts');
  // A backend with another PUBLIC_ORIGIN would make a cookie that browsers drop here, or send without TLS.
  assert(/; *secure/i.test(cookie) === client.origin.startsWith('https:'), 'the session cookie is for another origin');
}

function isSignedIn(client: ApiClient): boolean {
  return Object.keys(client.cookies).length > 0;
}

async function closeAccount(client: ApiClient, { username, password }: User): Promise<void> {
  if (!isSignedIn(client)) await signIn(client, { username, password });
  await client.call('DELETE', '/api/auth/me', { password }, { expect: 204 });
}

function assert(condition: boolean, complaint: string): asserts condition {
  if (!condition) throw new Error(complaint);
}
