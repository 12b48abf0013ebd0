import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { type Machine, thisMachine } from './machine.ts';

/** The root folder of the checkout. */
export const repositoryRoot = resolve(import.meta.dirname, '../..');

/**
 * Where built tools are kept between runs: `TASKYARD_CACHE_DIR`, else the user's cache folder. Outside the checkout, so
 * that a fresh clone and `npm ci` do not build a control plane again.
 */
export const cacheDirectory =
  process.env.TASKYARD_CACHE_DIR ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'taskyard');

/** What a developer may set for `npm start`, `npm run dev` and the tests. */
export interface DevEnvironment {
  /** An existing database, `mysql://user:password@host:port/name`. Unset: `npm start` makes a private one. */
  readonly databaseUrl: string | undefined;
  /** A server whose data tests may delete, `mysql://root:password@host:port/name`. Unset: the tests start a private one. */
  readonly testDatabaseUrl: string | undefined;
  /** Folder of the private database, the keys, the mail and the logs. */
  readonly dataDir: string;
  readonly port: string | undefined;
  readonly chromiumPath: string | undefined;
  /** The node image of a cluster on kind; unset: the default of the installed kind. */
  readonly kindNodeImage: string | undefined;
  /** A PEM file with certificate authorities that Node trusts besides its own, as in networks that inspect TLS. */
  readonly extraAuthorities: string | undefined;
  readonly machine: Machine;
}

export function readEnvironment(): DevEnvironment {
  const { DATABASE_URL, TEST_DATABASE_URL, DATA_DIR, PORT, CHROMIUM_PATH, KIND_NODE_IMAGE, NODE_EXTRA_CA_CERTS, PATH } =
    process.env;
  return {
    databaseUrl: given(DATABASE_URL),
    testDatabaseUrl: given(TEST_DATABASE_URL),
    dataDir: resolve(repositoryRoot, given(DATA_DIR) ?? '.data'),
    port: given(PORT),
    chromiumPath: given(CHROMIUM_PATH),
    kindNodeImage: given(KIND_NODE_IMAGE),
    extraAuthorities: given(NODE_EXTRA_CA_CERTS),
    machine: thisMachine(PATH ?? ''),
  };
}

/** TCP ports that this process may not connect to; see `dev/isolation/`. */
export function readRefusedPorts(): number[] {
  return (given(process.env.REFUSED_PORTS) ?? '').split(',').filter(Boolean).map(Number);
}

/** The environment of a child process: this process's own with `changes` on top. `undefined` removes a variable. */
export function childEnvironment(changes: Record<string, string | undefined> = {}): NodeJS.ProcessEnv {
  return { ...process.env, ...changes };
}

/** PATH with `folder` before everything else. */
export function pathStartingWith(folder: string): string {
  return [folder, process.env.PATH ?? ''].join(delimiter);
}

/** An empty variable, as in `KEY= npm start`, counts as unset. */
function given(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}
