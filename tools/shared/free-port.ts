import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * A TCP port on loopback that no program listens on now. It is below the range that systems use for outgoing connections,
 * so that none of these takes it before the server listens.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
