import { randomBytes } from 'node:crypto';
import { type Connection, createConnection } from 'mysql2/promise';
import { inject } from 'vitest';

/** A database for one test file, empty at first. */
export interface TestDatabase {
  readonly url: string;
  readonly connection: Connection;
  drop(): Promise<void>;
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `taskyard_${randomBytes(6).toString('hex')}`;
  const server = inject('databaseUrl');
  const connection = await createConnection({ uri: server, timezone: 'Z', dateStrings: ['DATE'] });
  await connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  await connection.query(`USE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    connection,
    async drop() {
      await connection.query(`DROP DATABASE ${name}`);
      await connection.end();
    },
  };
}
