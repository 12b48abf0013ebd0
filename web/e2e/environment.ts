/** The values that the setup of a run shares with its workers. Processes can share only environment variables. */
interface Run {
  /** Origin of the site under test, without a trailing slash. */
  readonly baseUrl: string | undefined;
  /** Run auth and tasks as separate processes that cannot reach each other. */
  readonly split: boolean;
  /** The path of Chromium; undefined for the one that Playwright installs. */
  readonly chromium: string | undefined;
  /** The folder into which the site under test writes its emails. */
  readonly mail: string | undefined;
  /** Its database, for changes without an API: `mysql://user:password@host:port/name`. */
  readonly database: string | undefined;
  /** The first admin, whose initial password has been changed already. */
  readonly admin: AdminCredentials | undefined;
}

export interface AdminCredentials {
  readonly username: string;
  readonly password: string;
}

/**
 * `E2E_SPLIT=true` runs auth and tasks as separate processes (`npm run test:split`).
 * Set `E2E_BASE_URL` to test a site that is already running. Then set `E2E_MAIL`, `E2E_DATABASE`, `E2E_ADMIN_USERNAME`
 * and `E2E_ADMIN_PASSWORD` too.
 */
export function readRun(): Run {
  return {
    baseUrl: process.env.E2E_BASE_URL,
    split: process.env.E2E_SPLIT === 'true',
    chromium: process.env.E2E_CHROMIUM,
    mail: process.env.E2E_MAIL,
    database: process.env.E2E_DATABASE,
    admin: readAdmin(),
  };
}

function readAdmin(): AdminCredentials | undefined {
  const { E2E_ADMIN_USERNAME: username, E2E_ADMIN_PASSWORD: password } = process.env;
  return username !== undefined && password !== undefined ? { username, password } : undefined;
}

export function shareRun({ baseUrl, chromium, mail, database, admin }: Omit<Run, 'split'>): void {
  process.env.E2E_RUN ??= String(process.pid);
  if (baseUrl !== undefined) process.env.E2E_BASE_URL = baseUrl;
  if (chromium !== undefined) process.env.E2E_CHROMIUM = chromium;
  if (mail !== undefined) process.env.E2E_MAIL = mail;
  if (database !== undefined) process.env.E2E_DATABASE = database;
  if (admin !== undefined) {
    process.env.E2E_ADMIN_USERNAME = admin.username;
    process.env.E2E_ADMIN_PASSWORD = admin.password;
  }
}
