import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A fake HTTP API on loopback for tests. It records requests and sends prepared JSON answers. */
export class FakeApi {
  /** An answer with the status 403. */
  static readonly forbidden = { message: 'not allowed' };
  /** An answer with the status 404. */
  static readonly notFound = { message: 'Not Found' };
  readonly url: string;
  /** `METHOD path` and the JSON body of every request but GET. */
  readonly received: { readonly call: string; readonly body: unknown }[] = [];
  private readonly server: Server;

  private constructor(server: Server, url: string) {
    this.server = server;
    this.url = url;
  }

  /** @param answers bodies by `METHOD path`; every other request is answered with an empty object */
  static async start(answers: Readonly<Record<string, unknown>> = {}): Promise<FakeApi> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const api = new FakeApi(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('request', async (request, response) => {
      const call = `${request.method} ${request.url}`;
      const body = await text(request);
      if (request.method !== 'GET') api.received.push({ call, body: body === '' ? undefined : JSON.parse(body) });
      const answer = answers[call] ?? {};
      const status = answer === FakeApi.forbidden ? 403 : answer === FakeApi.notFound ? 404 : 200;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer));
    });
    return api;
  }

  stop(): void {
    this.server.close();
  }
}
