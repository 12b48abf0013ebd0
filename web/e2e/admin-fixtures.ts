import type { APIRequestContext } from '@playwright/test';
import { readRun } from './environment.ts';
import { test as base, expect, newUser, signUp, type User } from './fixtures.ts';

/** Signs in as the first admin, with a separate session: tests run in parallel. */
async function tokenOfAdmin(request: APIRequestContext): Promise<string> {
  const { admin } = readRun();
  expect(admin, 'set E2E_ADMIN_USERNAME and E2E_ADMIN_PASSWORD for a site that is already running').toBeDefined();
  const answer = await request.post('/api/auth/login', { data: admin });
  expect(answer.status()).toBe(200);
  return (await answer.json()).token;
}

async function idOf(request: APIRequestContext, { username }: User, headers: Record<string, string>): Promise<number> {
  const { items } = await (await request.get('/api/auth/users', { params: { q: username }, headers })).json();
  return items[0].id;
}

interface AdminFixtures {
  /** Makes a user an admin. */
  promote: (user: User) => Promise<void>;
  /** Another user, without the admin role. */
  otherUser: User;
}

/** In these tests the signed-in `user` is an admin. */
export const test = base.extend<AdminFixtures>({
  promote: async ({ playwright, baseURL }, use) => {
    // Not the context of the page: its cookies would win over the token.
    const request = await playwright.request.newContext({ baseURL: baseURL ?? '' });
    await use(async (user) => {
      const headers = { authorization: `Bearer ${await tokenOfAdmin(request)}` };
      const id = await idOf(request, user, headers);
      const answer = await request.patch(`/api/auth/users/${id}`, { headers, data: { role: 'admin' } });
      expect(answer.status()).toBe(200);
    });
    await request.dispose();
  },

  user: async ({ user, promote }, use) => {
    await promote(user);
    await use(user);
  },

  otherUser: async ({ browser, baseURL }, use) => {
    const context = await browser.newContext({ baseURL: baseURL ?? '' });
    await use(await signUp(context, newUser()));
    await context.close();
  },
});

export { expect };
