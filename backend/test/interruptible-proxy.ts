import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A TCP proxy on loopback that a test can interrupt and restore, to act like a network failure or a fail-over. */
export interface InterruptibleProxy {
  readonly port: number;
  /** Ends every connection and refuses new ones. */
  interrupt(): void;
  restore(): void;
  close(): void;
}

export async function startInterruptibleProxy(host: string, port: number): Promise<InterruptibleProxy> {
  let isInterrupted = false;
  const sockets = new Set<Socket>();
  const server = createServer((incoming) => {
    if (isInterrupted) {
      incoming.destroy();
      return;
    }
    const outgoing = connect(port, host);
    for (const [socket, other] of [
      [incoming, outgoing],
      [outgoing, incoming],
    ] as const) {
      sockets.add(socket);
      socket.pipe(other);
      socket.once('error', () => other.destroy());
      socket.once('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  });
  const listening = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', listening.resolve);
  await listening.promise;
  const destroyAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    interrupt() {
      isInterrupted = true;
      destroyAll();
    },
    restore() {
      isInterrupted = false;
    },
    close() {
      server.close();
      destroyAll();
    },
  };
}
