import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A TCP link to a server that a test can cut and mend, as a network or a fail-over does. */
export interface CuttableLink {
  readonly port: number;
  cut(): void;
  mend(): void;
  close(): void;
}

export async function openLink(host: string, port: number): Promise<CuttableLink> {
  let isCut = false;
  const sockets = new Set<Socket>();
  const server = createServer((incoming) => {
    if (isCut) {
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
    cut() {
      isCut = true;
      destroyAll();
    },
    mend() {
      isCut = false;
    },
    close() {
      server.close();
      destroyAll();
    },
  };
}
