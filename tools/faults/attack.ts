import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AttackName, AttackTarget } from './fault.ts';

/** Runs one attack until SIGTERM or for two minutes. A process of its own, so that it does not delay the measurement. */
const [name = '', target = '{}'] = process.argv.slice(2);
const { origin, webUrl, token }: AttackTarget = JSON.parse(target);
const sockets = new Set<Socket>();
let isStopped = false;
const end = () => {
  isStopped = true;
  for (const socket of sockets) socket.destroy();
  process.exit(0);
};
process.once('SIGTERM', end);
setTimeout(end, 120_000);

const attacks: Readonly<Record<AttackName, () => Promise<void>[]>> = {
  // Sixty at a time; half of the clients do not wait for the answer.
  searches: () =>
    repeat(60, async (index) => {
      const signal = AbortSignal.timeout(index % 2 === 0 ? 60_000 : 1_000);
      const path = `/api/tasks?q=${'a'.repeat(199)}b`;
      await fetch(origin + path, { signal, headers: { Authorization: `Bearer ${token}` } }).then((answer) =>
        answer.text(),
      );
    }),
  exports: () =>
    repeat(30, () =>
      raw(origin, (socket, host) => {
        socket.pause();
        socket.write(`GET /api/tasks/export HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${token}\r\n\r\n`);
      }),
    ),
  // Half through the gateway, half to the web itself, as behind a load balancer.
  bodies: () =>
    repeat(40, (index) =>
      raw(index % 2 === 0 ? origin : webUrl, (socket, host) => {
        socket.resume();
        socket.write(`POST /login HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 10485760\r\n\r\n`);
        socket.write(Buffer.alloc(10_485_760, 'x'));
      }),
    ),
  'slow bodies': () =>
    repeat(200, () =>
      raw(origin, (socket, host) => {
        socket.resume();
        socket.write(`POST /api/auth/login HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n`);
        socket.write('Content-Length: 100\r\n\r\n{"username":');
      }),
    ),
};

await Promise.all(attacks[name as AttackName]());

/** Several clients. Each starts again half a second after its connection or request has ended. */
function repeat(clients: number, action: (index: number) => Promise<void>): Promise<void>[] {
  return Array.from({ length: clients }, async (_, index) => {
    while (!isStopped) {
      await action(index).catch(() => {});
      await sleep(500);
    }
  });
}

/** Opens a connection and waits until the server closes it. */
function raw(url: string, send: (socket: Socket, host: string) => void): Promise<void> {
  const { hostname, port, host } = new URL(url);
  const closed = Promise.withResolvers<void>();
  const socket = connect(Number(port), hostname);
  sockets.add(socket);
  socket.on('error', () => {});
  socket.once('close', () => {
    sockets.delete(socket);
    closed.resolve();
  });
  send(socket, host);
  return closed.promise;
}
