import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiClient } from '../../tools/shared/api-client.ts';
import { createApp } from '../src/create-app.ts';
import { readEnvironment } from '../src/platform/config/environment.ts';
import { migrate } from '../src/platform/database/migration-runner.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';
import { createTestKeys, type TestKeys } from './test-keys.ts';

/** The same for all, so that applications beside each other read what the other encrypted. */
const encryptionKey = 'what-a-test-encrypts-is-worth-nothing';

/** The application on a real port and a real database. */
export interface TestApp {
  readonly app: NestFastifyApplication;
  readonly api: ApiClient;
  /** A client with an empty cookie jar. */
  newBrowser(): ApiClient;
  readonly database: TestDatabase;
  readonly keys: TestKeys;
  stop(): Promise<void>;
}

export interface TestAppOptions {
  /** Environment variables that differ from the tests' defaults. */
  readonly env?: Readonly<Record<string, string>>;
  /** Share another application's database and keys, as a second replica or a split process does. */
  readonly beside?: TestApp;
}

export async function startTestApp({ env = {}, beside }: TestAppOptions = {}): Promise<TestApp> {
  const database = beside?.database ?? (await createTestDatabase());
  const keys = beside?.keys ?? createTestKeys();
  const modules = env.MODULES ?? 'auth,tasks';
  const environment = readEnvironment({
    DATABASE_URL: database.url,
    JWT_PUBLIC_KEYS_FILE: keys.publicFile,
    ...(modules.includes('auth') && { JWT_PRIVATE_KEYS_FILE: keys.privateFile, ENCRYPTION_KEY: encryptionKey }),
    HOST: '127.0.0.1',
    PORT: '0',
    METRICS_PORT: '0',
    LOG_LEVEL: 'silent',
    // Hundreds of people behind one address, faster than people are; the limits' own tests set 1.
    RATE_LIMIT_FACTOR: '1000',
    ...env,
  });
  if (beside === undefined) await migrate(environment, 'up');
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
      if (beside !== undefined) return;
      keys.remove();
      await database.drop();
    },
  };
}
