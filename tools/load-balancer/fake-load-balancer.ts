import { Agent, request } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface FakeLoadBalancerOptions {
  /** Port of the target on this machine. */
  readonly targetPort: number;
  /** After this time without traffic, it closes a connection to the target. Until then it uses the connection again. */
  readonly idleMs: number;
  /** Time that a packet needs to the target or back. A connection that the target has closed looks open for as long. */
  readonly latencyMs: number;
}

/**
 * What matters of an Application Load Balancer for the keep-alive of its targets: it keeps connections, uses them again, and does not
 * repeat a request whose connection ended. It answers such a request with 502.
 */
export class FakeLoadBalancer {
  readonly #network: Server;
  readonly #sockets = new Set<Socket>();
  readonly #idleMs: number;

  private constructor(network: Server, idleMs: number) {
    this.#network = network;
    this.#idleMs = idleMs;
    network.on('connection', (socket) => this.#sockets.add(socket));
  }

  static async start({ targetPort, idleMs, latencyMs }: FakeLoadBalancerOptions): Promise<FakeLoadBalancer> {
    const network = createServer({ allowHalfOpen: true }, (near) => {
      const far = connect({ port: targetPort, host: '127.0.0.1', allowHalfOpen: true });
      delay(near, far, latencyMs);
      delay(far, near, latencyMs);
    });
    await new Promise<void>((resolve) => network.listen(0, '127.0.0.1', resolve));
    return new FakeLoadBalancer(network, idleMs);
  }

  /** Sends two requests over one connection, with a pause. @returns the status of the second one */
  async statusAfterPause(path: string, pauseMs: number): Promise<number> {
    const agent = new PersistentAgent({ keepAlive: true, maxSockets: 1, timeout: this.#idleMs });
    try {
      await this.#status(agent, path);
      await sleep(pauseMs);
      return await this.#status(agent, path);
    } finally {
      agent.destroy();
    }
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#network.close(resolve));
  }

  #status(agent: Agent, path: string): Promise<number> {
    const { port } = this.#network.address() as AddressInfo;
    return new Promise((resolve) => {
      const sent = request({ port, host: '127.0.0.1', path, agent }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode ?? 502));
      });
      sent.on('error', () => resolve(502)).end();
    });
  }
}

/** Node's agent obeys a target's `Keep-Alive: timeout=…`. A load balancer knows only its own idle time. */
class PersistentAgent extends Agent {
  override keepSocketAlive(): boolean {
    return true;
  }
}

/** Passes everything from one socket to the other after a time: data, the end, and the loss of the connection. */
function delay(from: Socket, to: Socket, latencyMs: number): void {
  const later = (pass: () => void) => setTimeout(pass, latencyMs);
  from.on('data', (chunk) => later(() => to.write(chunk)));
  from.on('end', () => later(() => to.end()));
  from.on('error', () => {});
  from.on('close', () => later(() => to.destroy()));
}
