import { createServer, type Server } from 'node:net';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../../shared/free-port.ts';
import { refusedPortsEnvironment } from './refused-ports-environment.ts';

let open: number;
let closed: number;
const servers: Server[] = [];
beforeAll(async () => {
  [open, closed] = [await listen(), await listen()];
});
afterAll(() => {
  for (const server of servers) server.close();
});

async function listen(): Promise<number> {
  const port = await freePort();
  const server = createServer((socket) => socket.end('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n'));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return port;
}

/** The result of each way to open a connection, in a separate process. */
async function attempt(port: number): Promise<string[]> {
  const script = `
    import { get } from 'node:http';
    import { connect } from 'node:net';
    const port = ${port};
    const told = (emitter, ready) => new Promise((resolve) =>
      emitter.once(ready, () => resolve('reached')).once('error', ({ code }) => resolve(code)));
    console.log(await told(connect(port, '127.0.0.1'), 'connect'));
    console.log(await told(connect({ port, host: '127.0.0.1' }), 'connect'));
    console.log(await told(get({ port, host: '127.0.0.1' }), 'response'));
    console.log(await fetch('http://127.0.0.1:' + port).then(() => 'reached', ({ cause }) => cause.code));
    process.exit(0);`;
  const { stdout } = await execa(process.execPath, ['--input-type=module', '--eval', script], {
    env: refusedPortsEnvironment([closed]),
  });
  return stdout.split('\n');
}

it('refuses connections to the given ports, however a process opens them, and allows the others', async () => {
  expect(await attempt(closed)).toEqual(['EACCES', 'EACCES', 'EACCES', 'EACCES']);
  expect(await attempt(open)).toEqual(['reached', 'reached', 'reached', 'reached']);
});
