import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { forward } from './forward.ts';

let folder: string;
const servers: Server[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taskyard-forward-'));
});
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  rmSync(folder, { recursive: true, force: true });
});

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

it('passes requests through a socket in the file system, from port to port', async () => {
  const target = createServer((request, response) => request.pipe(response.writeHead(200)));
  target.listen(0, '127.0.0.1');
  await once(target, 'listening');
  const path = join(folder, 'target.sock');
  servers.push(target, await forward({ path }, { host: '127.0.0.1', port: portOf(target) }));
  const entry = await forward({ host: '127.0.0.1', port: 0 }, { path });
  servers.push(entry);
  const body = 'a'.repeat(300_000);
  const answers = Array.from({ length: 20 }, () =>
    fetch(`http://127.0.0.1:${portOf(entry)}`, { method: 'POST', body, headers: { connection: 'close' } }).then(
      (answer) => answer.text(),
    ),
  );
  for (const answer of await Promise.all(answers)) expect(answer).toBe(body);
});

it('closes the connection when nothing listens behind it, and keeps serving', async () => {
  const entry = await forward({ host: '127.0.0.1', port: 0 }, { path: join(folder, 'missing.sock') });
  servers.push(entry);
  for (const _ of ['first', 'second']) {
    await expect(fetch(`http://127.0.0.1:${portOf(entry)}`)).rejects.toThrow('fetch failed');
  }
});

it('refuses a port that is in use', async () => {
  const other = createTcpServer();
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  servers.push(other);
  await expect(forward({ host: '127.0.0.1', port: portOf(other) }, { path: folder })).rejects.toThrow('EADDRINUSE');
});
