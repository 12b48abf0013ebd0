import { describe, expect, it } from 'vitest';
import { call } from './call';

describe('a call of the API', () => {
  it('gives the body of a good answer', async () => {
    const response = Response.json({ id: 1 });
    await expect(call(Promise.resolve({ data: { id: 1 }, response }))).resolves.toEqual({ id: 1 });
  });

  it('fails with the status of a bad answer', async () => {
    const response = new Response(null, { status: 503 });
    await expect(call(Promise.resolve({ error: {}, response }))).rejects.toMatchObject({ status: 503 });
  });

  it.each([() => Promise.reject(new TypeError('fetch failed')), () => Promise.resolve({ error: new TypeError('x') })])(
    'fails as a network failure when there was no answer',
    async (request) => {
      await expect(call(request())).rejects.toMatchObject({ status: 0, code: 'network' });
    },
  );

  it('passes an abort on, because nothing failed', async () => {
    const abort = new DOMException('stop', 'AbortError');
    await expect(call(Promise.reject(abort))).rejects.toBe(abort);
  });
});
