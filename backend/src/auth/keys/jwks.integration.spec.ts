import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';

const path = '/api/auth/.well-known/jwks.json';

let running: TestApp;
beforeAll(async () => {
  running = await startTestApp();
});
afterAll(() => running.stop());

it('publishes only public members and allows caching', async () => {
  const answer = await running.api.get(path);
  const { keys } = answer.body as { keys: Record<string, string>[] };
  expect(keys.map((key) => Object.keys(key).sort())).toEqual([['alg', 'e', 'kid', 'kty', 'n', 'use']]);
  expect(answer.headers.get('cache-control')).toBe('public, max-age=300, stale-while-revalidate=300');
});

describe('a request with an entity tag', () => {
  const ask = (tag: string) => running.api.get(path, { headers: { 'If-None-Match': tag } });

  it('gets 304 without a body when the key set is unchanged', async () => {
    const tag = String((await running.api.get(path)).headers.get('etag'));
    for (const known of [tag, `W/${tag}`, `"another", ${tag}`, '*']) {
      const answer = await ask(known);
      expect([known, answer.status, answer.text, answer.headers.get('etag')]).toEqual([known, 304, '', tag]);
    }
  });

  it('gets the key set when the tag is another one', async () => {
    expect((await ask('"another"')).status).toBe(200);
  });
});
