import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiClient, type RegisteredUser } from '../../tools/shared/api-client.ts';
import { createApp } from '../src/create-app.ts';
import { readEnvironment } from '../src/platform/config/environment.ts';
import { migrate } from '../src/platform/database/migration-runner.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';
import { createTestKeys, type TestKeys } from './test-keys.ts';

/** The same for all, so that applications that share a database can decrypt each other's data. */
const encryptionKey = 'an-encryption-key-for-tests-only-0123';

/** The application on a real port with a real database. */
export interface TestApp {
  readonly app: NestFastifyApplication;
  readonly api: ApiClient;
  /** A client with its own cookie jar. */
  newBrowser(): ApiClient;
  readonly database: TestDatabase;
  readonly keys: TestKeys;
  stop(): Promise<void>;
}

export interface TestAppOptions {
  /** Environment variables that replace or add to the tests' defaults. */
  readonly env?: Readonly<Record<string, string>>;
  /** Use this application's database and keys, as a second replica or a process with other modules does. */
  readonly sharing?: TestApp;
}

export async function startTestApp({ env = {}, sharing }: TestAppOptions = {}): Promise<TestApp> {
  const database = sharing?.database ?? (await createTestDatabase());
  const keys = sharing?.keys ?? createTestKeys();
  const modules = env.MODULES ?? 'auth,tasks';
  const environment = readEnvironment({
    DATABASE_URL: database.url,
    JWT_PUBLIC_KEYS_FILE: keys.publicFile,
    ...(modules.includes('auth') && { JWT_PRIVATE_KEYS_FILE: keys.privateFile, ENCRYPTION_KEY: encryptionKey }),
    HOST: '127.0.0.1',
    PORT: '0',
    METRICS_PORT: '0',
    LOG_LEVEL: 'silent',
    // Tests send hundreds of requests from one address. The tests of the limits set 1.
    RATE_LIMIT_FACTOR: '1000',
    ...env,
  });
  if (sharing === undefined) await migrate(environment, 'up');
  const app = await createApp(environment);
  await app.listen(environment.PORT, environment.HOST);
  const origin = await app.getUrl();
  return {
    app,
    api: new ApiClient(origin),
    newBrowser: () => new ApiClient(origin, { browserOrigin: environment.PUBLIC_ORIGIN }),
    database,
    keys,
    async stop() {
      await app.close();
      if (sharing !== undefined) return;
      keys.remove();
      await database.drop();
    },
  };
}

/** Registers a user, makes them an admin in the database, and signs in. */
export async function registerAdmin({ api, database }: TestApp, username: string): Promise<RegisteredUser> {
  const user = await api.registerUser(username);
  await database.connection.query("UPDATE users SET role = 'admin' WHERE id = ?", [user.id]);
  return user;
}
