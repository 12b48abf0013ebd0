import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';

let running: TestApp;
beforeAll(async () => {
  running = await startTestApp();
});
afterAll(() => running.stop());

test('the key set holds public members alone and may be cached', async () => {
  const answer = await running.api.get('/api/auth/.well-known/jwks.json');
  const { keys } = answer.body as { keys: Record<string, string>[] };
  expect(keys.map((key) => Object.keys(key).sort())).toEqual([['alg', 'e', 'kid', 'kty', 'n', 'use']]);
  expect(answer.headers.get('cache-control')).toContain('max-age=300');
});
