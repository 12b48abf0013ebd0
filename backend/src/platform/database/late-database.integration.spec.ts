import { connect, createServer, type Server } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../../../../tools/shared/free-port.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { createTestKeys, type TestKeys } from '../../../test/test-keys.ts';
import { createApp } from '../../create-app.ts';
import { type Environment, readEnvironment } from '../config/environment.ts';
import { migrate } from './migration-runner.ts';

let database: TestDatabase;
let keys: TestKeys;
const servers: Server[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  keys = createTestKeys();
});
afterAll(async () => {
  for (const server of servers) server.close();
  keys.remove();
  await database.drop();
});

function environmentWith(changes: (url: URL) => void, more: Record<string, string> = {}): Environment {
  const url = new URL(database.url);
  changes(url);
  return readEnvironment({
    DATABASE_URL: url.href,
    JWT_PRIVATE_KEYS_FILE: keys.privateFile,
    JWT_PUBLIC_KEYS_FILE: keys.publicFile,
    ENCRYPTION_KEY: 'an-encryption-key-for-tests-only-0123',
    LOG_LEVEL: 'silent',
    METRICS_PORT: '0',
    ...more,
  });
}

/** Two seconds from now, forwards the port to the database. */
async function openLater(port: number): Promise<void> {
  await delay(2000);
  const { hostname, port: target } = new URL(database.url);
  const server = createServer((incoming) => {
    const outgoing = connect(Number(target), hostname);
    incoming.pipe(outgoing).pipe(incoming);
    for (const socket of [incoming, outgoing]) socket.on('error', () => undefined);
  });
  servers.push(server.listen(port, '127.0.0.1'));
}

it('migrates and starts when the port of the database opens two seconds late', async () => {
  for (const work of [
    (environment: Environment) => migrate(environment, 'up'),
    async (environment: Environment) => (await createApp(environment)).close(),
  ]) {
    const port = await freePort();
    const environment = environmentWith((url) => {
      url.hostname = '127.0.0.1';
      url.port = String(port);
    });
    await Promise.all([work(environment), openLater(port)]);
  }
});

it('fails with the reason when the port stays closed', async () => {
  const port = await freePort();
  const environment = environmentWith(
    (url) => {
      url.port = String(port);
    },
    { DATABASE_CONNECT_SECONDS: '1' },
  );
  await expect(createApp(environment)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await expect(migrate(environment, 'up')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

it('fails at once when the password is wrong', async () => {
  const environment = environmentWith((url) => {
    url.password = 'wrong';
  });
  const started = Date.now();
  await expect(migrate(environment, 'up')).rejects.toMatchObject({ code: 'ER_ACCESS_DENIED_ERROR' });
  await expect(createApp(environment)).rejects.toMatchObject({ code: 'ER_ACCESS_DENIED_ERROR' });
  expect(Date.now() - started).toBeLessThan(2500);
});
