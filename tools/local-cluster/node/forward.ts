import { rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** Where a connection comes in, or where it goes: a port of an address, or a socket in the file system. */
export type SocketAddress = { readonly host: string; readonly port: number } | { readonly path: string };

/** Accepts connections at `from` and passes each on to `to`. Resolves when it listens. @throws when it cannot listen */
export function forward(from: SocketAddress, to: SocketAddress): Promise<Server> {
  // Half-open: the end of a request does not end the response.
  const server = createServer({ allowHalfOpen: true }, (incoming) => {
    const outgoing = connect({ ...to, allowHalfOpen: true });
    join(incoming, outgoing);
    join(outgoing, incoming);
  });
  if ('path' in from) rmSync(from.path, { force: true });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(from, () => resolve(server));
  });
}

function join(source: Socket, target: Socket): void {
  source.setNoDelay(true);
  source.pipe(target);
  source.on('error', () => target.destroy());
  source.on('close', () => {
    if (source.errored || !source.readableEnded) target.destroy();
  });
}
