import { randomBytes } from 'node:crypto';
import { type BrowserContext, test as base, expect } from '@playwright/test';
import { DashboardPage } from './dashboard-page.ts';
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
  /** Somebody who has an account and is signed in, in the test's context. */
  person: User;
  dashboard: DashboardPage;
  settings: SettingsPage;
  seed: (tasks: readonly TaskSeed[]) => Promise<void>;
}

export function newPerson(): User {
  const username = `p-${randomBytes(6).toString('hex')}`;
  return { username, email: `${username}@example.com`, password: 'correct horse battery staple' };
}

/** Creates an account and signs in, by the API: the pages for that have tests of their own. */
export async function signUp({ request }: BrowserContext, person = newPerson()): Promise<User> {
  const { username, email, password } = person;
  expect((await request.post('/api/auth/register', { data: { username, email, password } })).status()).toBe(201);
  expect((await request.post('/api/auth/session', { data: { username, password } })).status()).toBe(201);
  return person;
}

/** Collects what the browser complains about; violations of the security policy are among it. */
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

  person: async ({ context }, use) => use(await signUp(context)),

  dashboard: async ({ page, person }, use) => {
    expect(person.username).not.toBe('');
    await use(new DashboardPage(page));
  },

  settings: async ({ page, person }, use) => {
    expect(person.username).not.toBe('');
    await use(new SettingsPage(page));
  },

  seed: async ({ context, person }, use) => {
    expect(person.username).not.toBe('');
    await use(async (tasks) => {
      for (const data of tasks) expect((await context.request.post('/api/tasks', { data })).status()).toBe(201);
    });
  },
});

export { expect };
