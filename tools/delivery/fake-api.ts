import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A server on loopback that keeps what it is sent and gives prepared answers; for the tests of what talks to the outside. */
export class StandIn {
  readonly url: string;
  /** `METHOD path` and the body as JSON, of everything but GET. */
  readonly received: { readonly call: string; readonly body: unknown }[] = [];
  private readonly server: Server;

  private constructor(server: Server, url: string) {
    this.server = server;
    this.url = url;
  }

  /** @param answers bodies by `GET path`; anything else is answered with an empty object */
  static async start(answers: Readonly<Record<string, unknown>> = {}): Promise<StandIn> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const standIn = new StandIn(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('request', async (request, response) => {
      const call = `${request.method} ${request.url}`;
      const body = await text(request);
      if (request.method !== 'GET') standIn.received.push({ call, body: JSON.parse(body) });
      response.end(JSON.stringify(answers[call] ?? {}));
    });
    return standIn;
  }

  stop(): void {
    this.server.close();
  }
}
