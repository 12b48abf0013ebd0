import { resolve } from 'node:path';
import { type Machine, thisMachine } from './machine.ts';

/** The folder of the whole checkout, whichever folder a command was typed in. */
export const REPOSITORY = resolve(import.meta.dirname, '../..');

/** What a person may set for `npm start`, `npm run dev` and the tests. */
export interface DevEnvironment {
  /** A database of one's own, `mysql://user:password@host:port/name`; unset: a private one is made. */
  readonly databaseUrl: string | undefined;
  /** A server for tests to fill and empty, `mysql://root:password@host:port/name`; unset: a private one is made. */
  readonly testDatabaseUrl: string | undefined;
  /** Where the private database, the keys, the mail and the logs are kept. */
  readonly dataDir: string;
  readonly port: string | undefined;
  readonly chromiumPath: string | undefined;
  readonly machine: Machine;
}

export function readEnvironment(): DevEnvironment {
  const { DATABASE_URL, TEST_DATABASE_URL, DATA_DIR, PORT, CHROMIUM_PATH, PATH } = process.env;
  return {
    databaseUrl: given(DATABASE_URL),
    testDatabaseUrl: given(TEST_DATABASE_URL),
    dataDir: resolve(REPOSITORY, given(DATA_DIR) ?? '.data'),
    port: given(PORT),
    chromiumPath: given(CHROMIUM_PATH),
    machine: thisMachine(PATH ?? ''),
  };
}

/** TCP ports that this process may not connect to; see `isolation/`. */
export function readRefusedPorts(): number[] {
  return (given(process.env.REFUSED_PORTS) ?? '').split(',').filter(Boolean).map(Number);
}

/** This process's environment for a child, with `changes`; `undefined` takes a variable away. */
export function childEnvironment(changes: Record<string, string | undefined>): NodeJS.ProcessEnv {
  return { ...process.env, ...changes };
}

/** `KEY= npm start` means the same as not setting it. */
function given(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}
