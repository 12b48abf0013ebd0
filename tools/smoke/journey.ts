import { randomBytes } from 'node:crypto';
import { webProbes } from '@taskyard/contracts/probes';
import { ApiClient } from '../shared/api-client.ts';

/** Runs one named step. The journey ends with the first step that throws. */
export type StepRunner = (name: string, action: () => Promise<void>) => Promise<void>;

/**
 * The first minutes of a new user on a running deployment: sign up, work, delete the account. The account and its data are
 * deleted at the end, even when a step fails.
 *
 * @param origin of the deployment, without a trailing slash
 * @throws the error of the failing step
 */
export async function journey(origin: string, step: StepRunner): Promise<void> {
  const client = new ApiClient(origin, { browserOrigin: origin, timeout: 10_000 });
  const username = `smoke-${randomBytes(8).toString('hex')}`;
  // This domain never exists (RFC 2606), and the mail queue knows that.
  const user = { username, email: `${username}@example.invalid`, password: randomBytes(24).toString('base64url') };

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
  await step('tasks need a sign-in', async () => {
    await client.get('/api/tasks', { expect: 401 });
  });
  await step('register', async () => {
    await client.post('/api/auth/register', user, { expect: 201 });
  });
  try {
    await work(client, user, step);
  } catch (failure) {
    await step('clean up: close the account', () => deleteAccount(client, user)).catch(() => undefined);
    throw failure;
  }
  await step('close the account', () => deleteAccount(client, user));
  await step('the account is gone', async () => {
    assert(!isSignedIn(client), 'the session cookie was not cleared');
    const { username, password } = user;
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
  await step('the session names the user', async () => {
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
  await step('delete it and restore it', async () => {
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
  assert(/; *httponly/i.test(cookie), 'the session cookie is missing or readable by scripts');
  // With another PUBLIC_ORIGIN, browsers would reject the cookie or send it without TLS.
  assert(/; *secure/i.test(cookie) === client.origin.startsWith('https:'), 'the session cookie is for another origin');
}

function isSignedIn(client: ApiClient): boolean {
  // Another cookie names the browser and stays after signing out.
  return Object.keys(client.cookies).some((name) => name.endsWith('taskyard_refresh'));
}

async function deleteAccount(client: ApiClient, { username, password }: User): Promise<void> {
  if (!isSignedIn(client)) await signIn(client, { username, password });
  await client.call('DELETE', '/api/auth/me', { password }, { expect: 204 });
}

function assert(condition: boolean, complaint: string): asserts condition {
  if (!condition) throw new Error(complaint);
}
