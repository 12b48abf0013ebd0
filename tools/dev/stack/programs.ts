import { join } from 'node:path';
import { backendProbes, webProbes } from '@taskyard/contracts/probes';
import type { KeyFiles } from '../../../backend/src/auth/keys/key-folder.ts';
import { repositoryRoot } from '../../shared/environment.ts';
import type { InitialAdmin } from '../initial-admin.ts';

/** How to start one part of Taskyard. */
export interface Program {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Record<string, string | undefined>;
  readonly readyUrl?: string;
  /** It cannot start while the database is down. */
  readonly needsDatabase?: boolean;
}

export interface BackendSettings {
  /** Which feature modules this process runs: `auth,tasks`, `auth` or `tasks`. */
  readonly modules: string;
  readonly port: number;
  readonly metricsPort: number;
  readonly origin: string;
  readonly databaseUrl: string;
  readonly keys: KeyFiles;
  /** `ENCRYPTION_KEY` of the processes that run auth. */
  readonly encryptionKey: string;
  readonly admin: InitialAdmin;
  /** Folder for emails when SMTP_URL is not set. */
  readonly mailFolder: string;
}

const binFolder = join(repositoryRoot, 'node_modules/.bin');

/** V8 collects short-lived objects at 48 MB by default. A quarter of that makes an idle backend 17 MB smaller. */
const youngSpaceOption = '--max-semi-space-size=4';

/** @param watch restarts it when its compiled files change */
export function backendProgram(settings: BackendSettings, watch: boolean): Program {
  const entry = join(repositoryRoot, 'backend/dist/main.js');
  return {
    name: settings.modules === 'auth,tasks' ? 'backend' : settings.modules,
    command: process.execPath,
    args: ['--conditions=compiled', ...(watch ? ['--watch', '--watch-preserve-output'] : [youngSpaceOption]), entry],
    cwd: join(repositoryRoot, 'backend'),
    readyUrl: `http://127.0.0.1:${settings.port}${backendProbes.readiness}`,
    needsDatabase: true,
    env: {
      NODE_ENV: 'production',
      MODULES: settings.modules,
      HOST: '127.0.0.1',
      PORT: String(settings.port),
      METRICS_PORT: String(settings.metricsPort),
      PUBLIC_ORIGIN: settings.origin,
      TRUST_PROXY: 'loopback',
      DATABASE_URL: settings.databaseUrl,
      MIGRATE_ON_START: 'true',
      JWT_PRIVATE_KEYS_FILE: settings.modules.includes('auth') ? settings.keys.privateKeys : undefined,
      JWT_PUBLIC_KEYS_FILE: settings.keys.publicKeys,
      ENCRYPTION_KEY: settings.modules.includes('auth') ? settings.encryptionKey : undefined,
      INITIAL_ADMIN_USERNAME: settings.admin.username,
      // A secret of auth only, like the private keys.
      INITIAL_ADMIN_PASSWORD: settings.modules.includes('auth') ? settings.admin.password : undefined,
      MAIL_FOLDER: settings.mailFolder,
      // During development, links are logged, so no mail program is needed.
      MAIL_LOG_LINKS: String(watch),
      // Draining gives a load balancer time to stop sending requests. The gateway has stopped before.
      SHUTDOWN_DRAIN_SECONDS: '0',
    },
  };
}

export function compilerProgram(): Program {
  return {
    name: 'compiler',
    command: join(binFolder, 'tsc'),
    args: ['-b', 'tsconfig.build.json', '--watch', '--preserveWatchOutput'],
    cwd: join(repositoryRoot, 'backend'),
    env: {},
  };
}

export interface WebSettings {
  readonly port: number;
  readonly origin: string;
  readonly authUrl: string;
  readonly tasksUrl: string;
}

/** @param watch Next's development server instead of the built one */
export function webProgram(settings: WebSettings, watch: boolean): Program {
  const web = join(repositoryRoot, 'web');
  const built = join(web, '.next/standalone/web');
  const host = '127.0.0.1';
  return {
    name: 'web',
    command: watch ? join(binFolder, 'next') : process.execPath,
    args: watch ? ['dev', '--port', String(settings.port), '--hostname', host] : [join(built, 'server.js')],
    cwd: watch ? web : built,
    readyUrl: `http://127.0.0.1:${settings.port}${webProbes.startup}`,
    env: {
      NODE_ENV: watch ? 'development' : 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      PORT: String(settings.port),
      HOSTNAME: host,
      PUBLIC_ORIGIN: settings.origin,
      AUTH_API_URL: settings.authUrl,
      TASKS_API_URL: settings.tasksUrl,
    },
  };
}
