import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiRoutes } from '@taskyard/contracts/routes';
import { startDatabase } from '../dev/database/start-database.ts';
import { ensureEncryptionKey } from '../dev/encryption-key.ts';
import { startGateway } from '../dev/gateway.ts';
import { ensureInitialAdmin, type InitialAdmin } from '../dev/initial-admin.ts';
import { ensureKeys } from '../dev/keys/ensure-keys.ts';
import { Teardown } from '../dev/stack/teardown.ts';
import { readEnvironment } from '../shared/environment.ts';
import { freePort } from '../shared/free-port.ts';
import { startMailServer } from '../shared/mail-server.ts';
import { type Container, startContainer } from './container.ts';
import type { Docker } from './docker.ts';

export interface ImageStackOptions {
  /** One backend container per entry, each running those feature modules. */
  readonly modules: readonly string[];
  readonly images: { readonly backend: string; readonly web: string };
  readonly report: (line: string) => void;
}

/** Containers of the images, run as in the cluster, behind one origin and with a private database. */
export interface ImageStack {
  readonly origin: string;
  readonly databaseUrl: string;
  /** The folder with their emails as `.eml` files. */
  readonly mail: string;
  /** The initial admin, who must change the password first. */
  readonly admin: InitialAdmin;
  /** First the backends, last the web. */
  readonly containers: readonly Container[];
  stop(): Promise<void>;
}

const keysPath = '/keys';

export async function startImageStack(docker: Docker, options: ImageStackOptions): Promise<ImageStack> {
  const teardown = new Teardown();
  try {
    return await start(docker, options, teardown);
  } catch (error) {
    await teardown.run();
    throw error;
  }
}

async function start(docker: Docker, options: ImageStackOptions, teardown: Teardown): Promise<ImageStack> {
  const { modules, images, report } = options;
  const folder = mkdtempSync(join(tmpdir(), 'taskyard-images-'));
  teardown.add(() => rmSync(folder, { recursive: true, force: true }));
  const { machine } = readEnvironment();
  const database = await startDatabase({ folder: join(folder, 'mysql'), machine, durable: false, report });
  teardown.add(() => database.stop());

  const backends = await Promise.all(modules.map(async (name) => ({ modules: name, port: await freePort() })));
  const urlOf = (feature: string) => {
    const backend = backends.find((candidate) => candidate.modules.includes(feature));
    return `http://127.0.0.1:${backend?.port}`;
  };
  const webPort = await freePort();
  const api = apiRoutes.map(({ path, module }) => [path, urlOf(module)]);
  const routes = { ...Object.fromEntries(api), '': `http://127.0.0.1:${webPort}` };
  const gateway = await startGateway({ port: 0, routes });
  teardown.add(() => gateway.stop());

  const run = async (settings: Parameters<typeof startContainer>[1]): Promise<Container> => {
    const container = await startContainer(docker, settings);
    teardown.add(() => container.remove());
    await container.ready();
    return container;
  };
  const migration = await startContainer(docker, {
    image: images.backend,
    command: ['node', 'dist/platform/database/migrate.js', 'up'],
    env: { DATABASE_URL: database.url },
  });
  teardown.add(() => migration.remove());
  await migration.succeeded();

  const keys = await readableKeys(folder);
  const mail = join(folder, 'mail');
  mkdirSync(mail);
  // Instead of MAIL_FOLDER: the containers' file system is read-only, and the tests could not read their user's files.
  let emails = 0;
  const mailServer = await startMailServer({
    onMail: ({ content }) => writeFileSync(join(mail, `${emails++}.eml`), content),
  });
  teardown.add(() => mailServer.stop());
  const admin = ensureInitialAdmin(folder);
  const secrets = {
    ENCRYPTION_KEY: ensureEncryptionKey(folder),
    INITIAL_ADMIN_USERNAME: admin.username,
    INITIAL_ADMIN_PASSWORD: admin.password,
    SMTP_URL: mailServer.url,
  };
  const containers: Container[] = [];
  for (const backend of backends) {
    const files = backend.modules.includes('auth') ? ['private', 'public'] : ['public'];
    const { origin } = gateway;
    containers.push(
      await run({
        image: images.backend,
        env: {
          ...backendEnvironment(backend.modules, origin, database.url),
          ...(backend.modules.includes('auth') && secrets),
          PORT: String(backend.port),
          METRICS_PORT: String(await freePort()),
        },
        files: Object.fromEntries(files.map((name) => [`${keysPath}/${name}`, join(keys, name)])),
      }),
    );
  }
  const web = {
    PORT: String(webPort),
    HOSTNAME: '127.0.0.1',
    PUBLIC_ORIGIN: gateway.origin,
    AUTH_API_URL: urlOf('auth'),
    TASKS_API_URL: urlOf('tasks'),
  };
  containers.push(await run({ image: images.web, env: web }));
  const { origin } = gateway;
  return { origin, databaseUrl: database.url, mail, admin, containers, stop: () => teardown.run() };
}

function backendEnvironment(modules: string, origin: string, databaseUrl: string): Record<string, string> {
  return {
    MODULES: modules,
    HOST: '127.0.0.1',
    PUBLIC_ORIGIN: origin,
    TRUST_PROXY: 'loopback',
    // All tests have one client address and send requests fast.
    RATE_LIMIT_FACTOR: '1000',
    DATABASE_URL: databaseUrl,
    JWT_PUBLIC_KEYS_FILE: `${keysPath}/public`,
    ...(modules.includes('auth') && { JWT_PRIVATE_KEYS_FILE: `${keysPath}/private` }),
  };
}

/** Copies that the container's user may read. Their folder keeps out other users of this machine. */
async function readableKeys(parent: string): Promise<string> {
  const { privateKeys, publicKeys } = await ensureKeys(join(parent, 'keys'));
  const folder = join(parent, 'mounted-keys');
  mkdirSync(folder, { mode: 0o700 });
  for (const [name, path] of Object.entries({ private: privateKeys, public: publicKeys })) {
    copyFileSync(path, join(folder, name));
    chmodSync(join(folder, name), 0o444);
  }
  return folder;
}
