import { connect } from 'node:net';
import { backendProbes } from '@taskyard/contracts/probes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';

let running: TestApp;
beforeAll(async () => {
  running = await startTestApp({ env: { CORS_ORIGINS: 'https://admin.example.com' } });
});
afterAll(() => running.stop());

describe('an error', () => {
  it("is a problem document with a stable code and the client's correlation id", async () => {
    const headers = { 'X-Request-Id': 'support-case-1234' };
    const answer = await running.api.get('/api/nothing', { headers });
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.headers.get('x-request-id')).toBe('support-case-1234');
    expect(answer.body).toEqual({
      type: 'urn:taskyard:problem:not_found',
      title: 'Not Found',
      status: 404,
      detail: 'There is nothing at this address.',
      code: 'not_found',
      correlationId: 'support-case-1234',
    });
  });

  it('lists the allowed methods of a path in a 405 response', async () => {
    const answer = await running.api.call('PUT', '/api/tasks');
    expect([answer.status, answer.body.code, answer.headers.get('allow')]).toEqual([
      405,
      'method_not_allowed',
      'GET, HEAD, POST',
    ]);
    expect((await running.api.call('DELETE', '/api/tasks/17/restore')).headers.get('allow')).toBe('POST');
    expect((await running.api.call('PUT', '/api/tasks/counts')).headers.get('allow')).toBe('GET, HEAD');
  });

  it('is 413 for a body that is too large', async () => {
    const answer = await running.api.post('/api/auth/login', { username: 'x'.repeat(200_000), password: 'y' });
    expect([answer.status, answer.body.code]).toEqual([413, 'payload_too_large']);
  });

  it.each(['/api/tasks/%zz', '/api/%c0%ae'])('is a problem document for %s, which cannot be decoded', async (path) => {
    const answer = await running.api.get(path);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'malformed_url', correlationId: expect.any(String) });
  });

  it('is 400 for a body that would pollute prototypes', async () => {
    const body = '{"username":"polluter","password":"long enough","__proto__":{"admin":true}}';
    expect((await running.api.post('/api/auth/login', body)).status).toBe(400);
  });

  it.each(['constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'names the field %s of every object as unknown',
    async (name) => {
      const { token } = await running.api.registerUser(`named-${name}`.toLowerCase());
      const task = { title: 'A task', [name]: 1 };
      const created = await running.api.post('/api/tasks', task, { token });
      expect(created.body).toMatchObject({ status: 422, errors: [{ field: name, message: 'is not a known field' }] });
      const listed = await running.api.get(`/api/tasks?${name}=1`, { token });
      expect(listed.body).toMatchObject({ status: 422, errors: [{ field: name, message: 'is not a known field' }] });
    },
  );

  it('names a reserved field inside a nested object, and survives deep nesting', async () => {
    const body = { username: 'a', password: { inner: [{ prototype: 1 }] } };
    const answer = await running.api.post('/api/auth/login', body);
    expect(answer.body).toMatchObject({ status: 422, errors: [{ field: 'password.inner.0.prototype' }] });
    const deep = `{"username":${'['.repeat(60_000)}${']'.repeat(60_000)}}`;
    expect((await running.api.post('/api/auth/login', deep)).status).toBe(422);
  });

  it('reveals no message, stack or SQL when it is unexpected', async () => {
    const broken = await startTestApp({ sharing: running });
    const { token } = await broken.api.registerUser('unlucky');
    await running.database.connection.query('RENAME TABLE tasks TO tasks_away');
    const answer = await broken.api.get('/api/tasks', { token });
    await running.database.connection.query('RENAME TABLE tasks_away TO tasks');
    await broken.stop();
    expect([answer.status, answer.body.code]).toEqual([500, 'internal_error']);
    expect(answer.text).not.toMatch(/select|tasks|stack|at \w|\.ts|\.js|mysql/i);
  });
});

describe('headers', () => {
  it('disable content sniffing, framing, caching and referrers', async () => {
    const { headers } = await running.api.get('/api/auth/me');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  const preflight = (origin: string) =>
    running.api.call('OPTIONS', '/api/tasks/1', undefined, {
      headers: { Origin: origin, 'Access-Control-Request-Method': 'PATCH' },
    });

  it('allow the configured origins with credentials and every method', async () => {
    const { headers } = await preflight('https://admin.example.com');
    expect(headers.get('access-control-allow-origin')).toBe('https://admin.example.com');
    expect(headers.get('access-control-allow-credentials')).toBe('true');
    expect(headers.get('access-control-allow-methods')).toContain('PATCH');
  });

  it('allow no other origin', async () => {
    const { headers } = await preflight('https://evil.example');
    expect(headers.get('access-control-allow-origin')).not.toBe('https://evil.example');
  });
});

describe('the OpenAPI document', () => {
  it('is served completely', async () => {
    const answer = await running.api.get('/api/openapi.json');
    expect(answer.body.openapi).toBe('3.1.0');
    expect(Object.keys(answer.body.paths as object)).toContain('/api/tasks/{id}/status');
  });

  it('has a page that displays it', async () => {
    const answer = await running.api.get('/api/docs');
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('swagger-ui');
  });
});

it('keeps serving after a client disconnects in the middle of a body', async () => {
  const { hostname, port } = new URL(running.api.origin);
  const socket = connect(Number(port), hostname);
  socket.write(
    'POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"u',
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.destroy();
  expect((await running.api.get(backendProbes.liveness)).status).toBe(200);
});
