import { randomBytes } from 'node:crypto';
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import { DashboardPage } from './dashboard-page.ts';
import { linkTo } from './mailbox.ts';
import { SettingsPage } from './settings-page.ts';

export interface User {
  readonly username: string;
  readonly email: string;
  readonly password: string;
}

/** A task as the API takes it. */
export interface TaskSeed {
  readonly title: string;
  readonly description?: string;
  readonly status?: 'pending' | 'in_progress' | 'completed';
  readonly priority?: 'low' | 'medium' | 'high';
  readonly due_date?: string;
}

interface Fixtures {
  /** Console errors that a test causes on purpose. */
  expectedProblems: RegExp[];
  /** A user who is signed in, in the context of the test. */
  user: User;
  /** The same user, with a verified email: needed to set up passkeys, two-step verification and tokens. */
  verifiedUser: User;
  /** The page, after `user` has signed in. */
  signedInPage: Page;
  dashboard: DashboardPage;
  settings: SettingsPage;
  seed: (tasks: readonly TaskSeed[]) => Promise<void>;
}

export function newUser(): User {
  const username = `u-${randomBytes(6).toString('hex')}`;
  return { username, email: `${username}@example.com`, password: 'correct horse battery staple' };
}

/** Creates an account and signs in through the API: the pages for that have their own tests. */
export async function signUp({ request }: BrowserContext, user = newUser()): Promise<User> {
  const { username, email, password } = user;
  expect((await request.post('/api/auth/register', { data: { username, email, password } })).status()).toBe(201);
  expect((await request.post('/api/auth/session', { data: { username, password } })).status()).toBe(201);
  return user;
}

/** Verifies the email of a signed-in user with the link that was mailed. */
export async function verifyEmail({ request }: BrowserContext, { email }: User): Promise<void> {
  const token = (await linkTo('/verify-email', email)).split('token=')[1];
  expect((await request.put('/api/auth/me/email-verification', { data: { token } })).status()).toBe(204);
}

/** Collects the browser's errors, including violations of the content security policy. */
export async function watchProblems(context: BrowserContext): Promise<string[]> {
  const problems: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  context.on('weberror', (error) => problems.push(String(error.error())));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (violation) => {
      reportError(new Error(`Policy violation: ${violation.violatedDirective} ${violation.blockedURI}`));
    });
  });
  return problems;
}

export const test = base.extend<Fixtures>({
  expectedProblems: [[], { option: true }],

  context: async ({ context, expectedProblems }, use) => {
    const problems = await watchProblems(context);
    await use(context);
    const unexpected = problems.filter((problem) => !expectedProblems.some((pattern) => pattern.test(problem)));
    expect(unexpected, 'the browser console').toEqual([]);
  },

  user: async ({ context }, use) => use(await signUp(context)),

  verifiedUser: async ({ context, user }, use) => {
    await verifyEmail(context, user);
    await use(user);
  },

  // Names `user` to have Playwright sign in first.
  signedInPage: async ({ page, user: _signedIn }, use) => use(page),

  dashboard: async ({ signedInPage }, use) => use(new DashboardPage(signedInPage)),

  settings: async ({ signedInPage }, use) => use(new SettingsPage(signedInPage)),

  seed: async ({ signedInPage }, use) => {
    const { request } = signedInPage.context();
    await use(async (tasks) => {
      for (const data of tasks) expect((await request.post('/api/tasks', { data })).status()).toBe(201);
    });
  },
});

export { expect };
