import { mkdirSync } from 'node:fs';
import { webBodyLimitBytes } from '@taskyard/contracts/request-limits';
import { apiRoutes } from '@taskyard/contracts/routes';
import { CliError, explainWriteFailure } from '../../shared/cli-error.ts';
import { readEnvironment, repositoryRoot } from '../../shared/environment.ts';
import { freePort } from '../../shared/free-port.ts';
import { LockHeld, type ProcessLock, takeLock } from '../../shared/processes/process-lock.ts';
import { backendBuild, ensureBuilt, webBuild } from '../build/ensure-built.ts';
import { ensureEncryptionKey } from '../encryption-key.ts';
import { startGateway } from '../gateway.ts';
import { ensureInitialAdmin, type InitialAdmin } from '../initial-admin.ts';
import { refusedPortsEnvironment } from '../isolation/refused-ports-environment.ts';
import { ensureKeys } from '../keys/ensure-keys.ts';
import { backendProgram, compilerProgram, webProgram } from './programs.ts';
import { stackLayout } from './stack-layout.ts';
import { StackParts } from './stack-parts.ts';
import { Teardown } from './teardown.ts';

export interface StackOptions {
  /** Holds the private database, the keys, the mail and the logs; one stack at a time. */
  readonly dataDir: string;
  /** Port of the gateway; 0 takes any free port. */
  readonly port: number;
  /** An existing database, used instead of a private one. */
  readonly databaseUrl?: string | undefined;
  /** False is faster, but a power failure can lose data. Default true. */
  readonly durable?: boolean;
  /** One backend process per entry, each running those feature modules. Default `['auth,tasks']`. */
  readonly modules?: readonly string[];
  /** Separate modules cannot connect to each other, as in the cluster. Default false. */
  readonly isolated?: boolean;
  /** False starts no web and does not build it: only /api answers. Default true. */
  readonly web?: boolean;
  /** Reloads after edits: the compiler watches the backend, Next's development server serves the web. */
  readonly watch?: boolean;
  /** Additional environment variables for backend and web. */
  readonly env?: Readonly<Record<string, string>>;
  /** Gets lines of progress and the warnings of the services. Default: no output. */
  readonly report?: (line: string) => void;
  /** Aborts the start and stops what was started. */
  readonly signal?: AbortSignal;
}

export interface Stack {
  /** `http://localhost:<port>`. Everything behind it is ready. */
  readonly origin: string;
  readonly backendUrl: string;
  /** The web without the gateway; nothing listens there when `web` is false. */
  readonly webUrl: string;
  readonly metricsUrl: string;
  readonly databaseUrl: string;
  /** The initial admin, who must first change the password. */
  readonly admin: InitialAdmin;
  /** Resolves with the reason when a part ended and could not be restarted. */
  readonly failed: Promise<string>;
  /** Stops everything in the reverse order of the start, within 5 s. */
  stop(): Promise<void>;
}

/** Time each part gets to stop before it is killed; together below 5 s. */
const stopTimeoutsMs = { web: 1_000, backend: 1_500, compiler: 300 };

/** @throws CliError that says what to do; everything started until then is stopped */
export async function startStack(options: StackOptions): Promise<Stack> {
  const teardown = new Teardown();
  try {
    return await start(options, teardown);
  } catch (error) {
    await teardown.run();
    throw error;
  }
}

async function start(options: StackOptions, teardown: Teardown): Promise<Stack> {
  const { modules = ['auth,tasks'], web = true, watch = false, report = () => {}, signal } = options;
  const layout = stackLayout(options.dataDir);
  const lock = takeStackLock(layout.root, layout.lock);
  teardown.add(() => lock.release());

  const backends = await Promise.all(
    modules.map(async (name) => ({ modules: name, port: await freePort(), metricsPort: await freePort() })),
  );
  const urlOf = (feature: string) => {
    const backend = backends.find((candidate) => candidate.modules.includes(feature)) ?? backends[0];
    return `http://127.0.0.1:${backend?.port}`;
  };
  const webPort = await freePort();
  // First, so that a port in use is reported at once. The other parts need the origin.
  const api = apiRoutes.map(({ path, module }) => [path, urlOf(module)]);
  const webUrl = `http://127.0.0.1:${webPort}`;
  const routes = { ...Object.fromEntries(api), '': webUrl };
  // Next's development server takes longer bodies, such as the stack traces that its overlay sends.
  const bodyLimits: Record<string, number> = watch ? {} : { '': webBodyLimitBytes };
  const gateway = await startGateway({ port: options.port, routes, bodyLimits });
  const { origin } = gateway;
  teardown.addFirst(() => gateway.stop());

  await ensureBuilt([backendBuild, ...(web && !watch ? [webBuild] : [])], { root: repositoryRoot, report, signal });
  signal?.throwIfAborted();

  report('Starting the database …');
  const { machine } = readEnvironment();
  const { databaseUrl: url, durable = true } = options;
  const parts = new StackParts({ layout, teardown, watch, env: options.env, report, signal });
  const database = await parts.startDatabase({ url, folder: layout.database, machine, durable });
  signal?.throwIfAborted();
  const keys = await ensureKeys(layout.keys);
  const encryptionKey = ensureEncryptionKey(layout.keys);
  const admin = ensureInitialAdmin(layout.keys);

  if (watch) await parts.startProgram(compilerProgram(), stopTimeoutsMs.compiler);
  report('Starting the backend …');
  for (const backend of backends) {
    const settings = {
      ...backend,
      origin,
      databaseUrl: database.url,
      keys,
      encryptionKey,
      admin,
      mailFolder: layout.mail,
    };
    const program = backendProgram(settings, watch);
    const others = options.isolated ? backends.filter((other) => other !== backend) : [];
    const closed = refusedPortsEnvironment(others.map(({ port }) => port));
    await parts.startProgram({ ...program, env: { ...program.env, ...closed } }, stopTimeoutsMs.backend);
  }
  if (web) {
    report('Starting the web …');
    const settings = { port: webPort, origin, authUrl: urlOf('auth'), tasksUrl: urlOf('tasks') };
    await parts.startProgram(webProgram(settings, watch), stopTimeoutsMs.web);
  }

  return {
    origin,
    backendUrl: urlOf('tasks'),
    webUrl,
    metricsUrl: `http://127.0.0.1:${backends[0]?.metricsPort}/metrics`,
    databaseUrl: database.url,
    admin,
    failed: parts.failed,
    stop: () => teardown.run(),
  };
}

function takeStackLock(root: string, path: string): ProcessLock {
  try {
    mkdirSync(root, { recursive: true });
    return takeLock(path);
  } catch (error) {
    if (error instanceof LockHeld) {
      throw new CliError(
        `Taskyard is already running with its data in ${root} (process ${error.holder}). Stop it first, or set DATA_DIR to another folder and PORT to another port.`,
      );
    }
    throw explainWriteFailure(error, root);
  }
}
