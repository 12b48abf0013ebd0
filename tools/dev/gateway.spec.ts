import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, request, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { CliError } from '../shared/cli-error.ts';
import { freePort } from '../shared/free-port.ts';
import { startGateway } from './gateway.ts';

/** RFC 6455, section 1.3. */
const webSocketGuid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function upstream(listener: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

/** Answers with the request that it received. */
const echo: RequestListener = async (message, response) => {
  const body = await text(message);
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ method: message.method, url: message.url, headers: message.headers, body }));
};

async function gatewayTo(routes: Record<string, string>, bodyLimits = {}): Promise<string> {
  const gateway = await startGateway({ port: 0, routes, bodyLimits });
  closers.push(() => gateway.stop());
  return gateway.origin;
}

/** Unlike fetch, this can set Host and use every method. */
async function send(url: string, method: string, headers: Record<string, string>, body = '') {
  const outgoing = request(url, { method, headers: { ...headers, 'content-length': Buffer.byteLength(body) } });
  outgoing.end(body);
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
}

describe('the gateway', () => {
  it('sends each path to the upstream with the longest matching prefix and keeps query and escapes', async () => {
    const named = (name: string) => upstream((message, response) => response.end(`${name} ${message.url}`));
    const [auth, tasks, web] = [await named('auth'), await named('tasks'), await named('web')];
    const origin = await gatewayTo({ '/api/auth': auth.url, '/api': tasks.url, '': web.url });
    const answers = ['/api/auth/me', '/api/tasks?q=a%2Fb%3F&x=%F0%9F%98%80', '/api/authors', '/', '/tasks/1'].map(
      async (path) => (await fetch(origin + path)).text(),
    );
    expect(await Promise.all(answers)).toEqual([
      'auth /api/auth/me',
      'tasks /api/tasks?q=a%2Fb%3F&x=%F0%9F%98%80',
      'tasks /api/authors',
      'web /',
      'web /tasks/1',
    ]);
  });

  it('keeps Host and replaces the forwarding headers of the client', async () => {
    const origin = await gatewayTo({ '': (await upstream(echo)).url });
    const answer = await send(origin, 'GET', {
      host: 'taskyard.example:8080',
      'x-forwarded-for': '203.0.113.9',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'evil.example',
      'x-real-ip': '203.0.113.9',
      forwarded: 'for=203.0.113.9',
      'x-request-id': 'kept',
    });
    const { headers } = JSON.parse(answer.body);
    expect(headers).toMatchObject({
      host: 'taskyard.example:8080',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': 'taskyard.example:8080',
      'x-request-id': 'kept',
    });
    expect(headers['x-forwarded-for']).toMatch(/^(127\.0\.0\.1|::1)$/);
    expect(headers).not.toHaveProperty('x-real-ip');
    expect(headers).not.toHaveProperty('forwarded');
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND'])('passes %s on', async (method) => {
    const origin = await gatewayTo({ '': (await upstream(echo)).url });
    const answer = await send(`${origin}/x`, method, { 'content-type': 'text/plain' });
    expect(JSON.parse(answer.body)).toMatchObject({ method, url: '/x' });
  });

  it.each(['application/json', 'text/plain', 'multipart/form-data; boundary=x'])(
    'does not change a body of type %s',
    async (type) => {
      const origin = await gatewayTo({ '': (await upstream(echo)).url });
      const body = `{"not json: ${'é'.repeat(1_000_000)}`;
      const answer = await send(origin, 'POST', { 'content-type': type }, body);
      expect(JSON.parse(answer.body)).toMatchObject({ body, headers: { 'content-type': type } });
    },
  );

  it('refuses a body whose type is not a media type, as the API does', async () => {
    const origin = await gatewayTo({ '': (await upstream(echo)).url });
    const answer = await send(origin, 'POST', { 'content-type': 'nonsense' }, 'x');
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([415, 'unsupported_media_type']);
  });

  it('returns statuses, headers and several cookies, and does not retry', async () => {
    let asked = 0;
    const { url } = await upstream((_, response) => {
      asked += 1;
      response.writeHead(503, { 'set-cookie': ['a=1', 'b=2'], 'x-own': 'yes', 'retry-after': '0' }).end('draining');
    });
    const answer = await fetch(await gatewayTo({ '': url }));
    expect([answer.status, answer.headers.getSetCookie(), answer.headers.get('x-own')]).toEqual([
      503,
      ['a=1', 'b=2'],
      'yes',
    ]);
    expect(await answer.text()).toBe('draining');
    expect(asked).toBe(1);
  });

  it('streams events at once and closes the connection to the upstream when the client disconnects', async () => {
    let gone = false;
    const { url } = await upstream((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: first\n\n');
      response.on('close', () => {
        gone = true;
      });
    });
    const leaving = new AbortController();
    const answer = await fetch(await gatewayTo({ '': url }), { signal: leaving.signal });
    const first = await answer.body?.getReader().read();
    expect(new TextDecoder().decode(first?.value)).toBe('data: first\n\n');
    leaving.abort();
    await expect.poll(() => gone).toBe(true);
  });

  it('answers 503 as a problem while an upstream is down, and works again when it is back', async () => {
    const { url, server } = await upstream(echo);
    const origin = await gatewayTo({ '': url });
    const { port } = server.address() as AddressInfo;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    const away = await fetch(origin);
    expect([away.status, away.headers.get('content-type'), away.headers.get('retry-after')]).toEqual([
      503,
      'application/problem+json; charset=utf-8',
      '1',
    ]);
    expect(await away.json()).toMatchObject({
      type: 'urn:taskyard:problem:service_unavailable',
      code: 'service_unavailable',
      status: 503,
      correlationId: away.headers.get('x-request-id'),
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    expect((await fetch(origin)).status).toBe(200);
  });

  it('answers 502 as a problem when an upstream closes the connection', async () => {
    const { url } = await upstream((message) => message.socket.destroy());
    const answer = await fetch(await gatewayTo({ '': url }), { method: 'POST', body: 'x' });
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([502, 'service_unavailable']);
  });

  it('refuses a body over the limit of its route before it is sent', async () => {
    const { url } = await upstream(echo);
    const origin = await gatewayTo({ '/api': url, '': url }, { '': 10 });
    const { hostname, port, host } = new URL(origin);
    const ask = async (path: string, ...headers: string[]) => {
      const socket = connect(Number(port), hostname);
      socket.write([`POST ${path} HTTP/1.1`, `Host: ${host}`, ...headers, '', 'x'].join('\r\n'));
      return text(socket);
    };
    const tooLong = await ask('/tasks', 'Content-Length: 10000000');
    expect(tooLong).toMatch(/^HTTP\/1.1 413 /);
    expect(tooLong).toContain('"code":"payload_too_large"');
    expect(await ask('/tasks', 'Transfer-Encoding: chunked')).toMatch(/^HTTP\/1.1 411 /);
    expect(JSON.parse((await send(`${origin}/tasks`, 'POST', {}, '0123456789')).body)).toMatchObject({
      body: '0123456789',
    });
    expect((await send(`${origin}/api/tasks`, 'POST', {}, 'x'.repeat(100))).status).toBe(200);
  });

  it('serves others while 200 bodies are half sent, and ends those', { timeout: 40_000 }, async () => {
    const { url } = await upstream((message, response) => {
      message.on('error', () => {}).on('end', () => response.end());
      message.resume();
    });
    const origin = await gatewayTo({ '': url });
    const { hostname, port, host } = new URL(origin);
    const sockets: Socket[] = Array.from({ length: 200 }, () => connect(Number(port), hostname));
    for (const socket of sockets) socket.write(`POST / HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 100\r\n\r\nx`);
    const ended = Promise.all(sockets.map((socket) => text(socket)));
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    const start = Date.now();
    expect((await send(origin, 'POST', {}, 'quick')).status).toBe(200);
    expect(Date.now() - start).toBeLessThan(2_000);
    for (const answer of await ended) expect(answer).toMatch(/^HTTP\/1.1 408 /);
    expect(Date.now() - start).toBeLessThan(30_000);
  });

  it('answers a URL that cannot be decoded with a problem', async () => {
    const answer = await fetch(`${await gatewayTo({ '': (await upstream(echo)).url })}/%E0%A4%A`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, expect.stringContaining('problem+json')]);
  });

  it('proxies WebSockets and keeps their Host', async () => {
    const { url, server } = await upstream(echo);
    server.on('upgrade', ({ headers }, socket) => {
      const accept = createHash('sha1').update(`${headers['sec-websocket-key']}${webSocketGuid}`).digest('base64');
      socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n`);
      socket.write(`Sec-WebSocket-Accept: ${accept}\r\n\r\n`);
      const message = Buffer.from(headers.host ?? '');
      // One unmasked text frame.
      socket.write(Buffer.concat([Buffer.from([0x81, message.length]), message]));
    });
    const origin = await gatewayTo({ '': url });
    const client = new WebSocket(`${origin.replace('http', 'ws')}/_next/hmr`);
    const [message] = (await once(client, 'message')) as [MessageEvent];
    expect(message.data).toBe(new URL(origin).host);
    client.close();
  });

  it('stops at once during a response', async () => {
    const { url } = await upstream((_, response) => response.write('and so on'));
    const gateway = await startGateway({ port: 0, routes: { '': url } });
    const answer = await fetch(gateway.origin);
    const reading = answer.text().catch(() => 'broken off');
    const began = Date.now();
    await gateway.stop();
    expect(Date.now() - began).toBeLessThan(1_000);
    expect(await reading).toBe('broken off');
  });

  it('says in one sentence that its port is in use and what to do', async () => {
    const taken = await startGateway({ port: await freePort(), routes: {} });
    closers.push(() => taken.stop());
    const port = Number(new URL(taken.origin).port);
    const second = startGateway({ port, routes: {} });
    await expect(second).rejects.toThrow(CliError);
    await expect(second).rejects.toThrow(`Port ${port} is in use; free it, or run: PORT=${port + 1} npm start`);
  });
});
