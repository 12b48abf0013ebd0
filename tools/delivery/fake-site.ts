import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

type Answer = readonly [status: number, body?: object];

/** A deployment for the smoke test, on loopback: it answers every step as it should, or everything with 503. */
export class FakeSite {
  readonly origin: string;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async start({ works }: { readonly works: boolean }): Promise<FakeSite> {
    let username: unknown;
    const server = createServer(async (request, response) => {
      const call = `${request.method} ${request.url}`;
      if (call === 'POST /api/auth/register') ({ username } = (await json(request)) as { username: unknown });
      const [status, body = {}] = works ? answerTo(call, username) : unavailable;
      if (call === 'DELETE /api/auth/me') username = undefined;
      const cookie = `taskyard_refresh=${username === undefined ? '' : 'token'}; HttpOnly`;
      const headers = { 'content-security-policy': "script-src 'nonce-1'", 'set-cookie': cookie };
      response.writeHead(status, headers).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new FakeSite(server);
  }

  stop(): void {
    this.#server.close();
  }
}

const unavailable: Answer = [503];

/** @param username of the account, while there is one */
function answerTo(call: string, username: unknown): Answer {
  const answers: Readonly<Record<string, Answer>> = {
    'GET /api/tasks': [401],
    'GET /api/auth/me': [200, { username }],
    'POST /api/auth/register': [201],
    'POST /api/auth/session': [201],
    'POST /api/auth/login': username === undefined ? [401] : [200, { token: 'a token' }],
    'DELETE /api/auth/me': [204],
    'POST /api/tasks': [201, { id: 1 }],
    'GET /api/tasks?q=deployment&priority=high': [200, { items: [{ id: 1 }] }],
    'PATCH /api/tasks/1/status': [200, { title: 'It works', status: 'completed' }],
    'DELETE /api/tasks/1': [204],
    'GET /api/tasks/1': [404],
    'GET /api/tasks/counts': [200, { completed: 1 }],
  };
  return answers[call] ?? [200];
}
