import { join } from 'node:path';
import { backendProbes, webProbes } from '@taskyard/contracts/probes';
import type { KeyFiles } from '../../../backend/src/auth/keys/key-folder.ts';
import { repositoryRoot } from '../../shared/environment.ts';
import type { InitialAdmin } from '../initial-admin.ts';

/** How one part of Taskyard is run. */
export interface Program {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Record<string, string | undefined>;
  readonly readyUrl?: string;
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
  /** Where mail lands for who sets no SMTP_URL. */
  readonly mailFolder: string;
}

const BIN = join(repositoryRoot, 'node_modules/.bin');

/** V8 lets short-lived objects fill 48 MB before it looks; a quarter of that keeps a backend at rest 17 MB smaller. */
const YOUNG_SPACE = '--max-semi-space-size=4';

/** @param watch restarts it whenever its compiled files change */
export function backendProgram(settings: BackendSettings, watch: boolean): Program {
  const entry = join(repositoryRoot, 'backend/dist/main.js');
  return {
    name: settings.modules === 'auth,tasks' ? 'backend' : settings.modules,
    command: process.execPath,
    args: ['--conditions=compiled', ...(watch ? ['--watch', '--watch-preserve-output'] : [YOUNG_SPACE]), entry],
    cwd: join(repositoryRoot, 'backend'),
    readyUrl: `http://127.0.0.1:${settings.port}${backendProbes.readiness}`,
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
      // Like the private keys, a secret of auth's alone.
      INITIAL_ADMIN_PASSWORD: settings.modules.includes('auth') ? settings.admin.password : undefined,
      MAIL_FOLDER: settings.mailFolder,
      // Whoever edits the program tries its links without a mail program.
      MAIL_LOG_LINKS: String(watch),
      // Draining is for a load balancer that needs time to look away; the gateway here has stopped by then.
      SHUTDOWN_DRAIN_SECONDS: '0',
    },
  };
}

export function compilerProgram(): Program {
  return {
    name: 'compiler',
    command: join(BIN, 'tsc'),
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
    command: watch ? join(BIN, 'next') : process.execPath,
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
