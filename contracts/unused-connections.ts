import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Keeps connections on which nothing was sent yet, until the server's idle time is over. Node counts the time for headers from the
 * opening of a connection, not from the first byte. So a proxy that opens connections in advance, as Traefik does, would get the
 * answer 408 to a request that it sends on one just then. From the first byte on, Node's limits hold.
 */
export function keepUnusedConnections(server: Server): void {
  const listeners = server.listeners('clientError');
  server.removeAllListeners('clientError');
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && socket.bytesRead === 0) return;
    for (const listener of listeners) listener.call(server, error, socket);
  });
}
