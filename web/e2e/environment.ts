/** What one run of the suite shares between its setup and its workers; processes can only share environment variables. */
export interface Run {
  /** Origin of the site under test, without a trailing slash. */
  readonly baseUrl: string | undefined;
  /** Run auth and tasks as processes of their own that cannot reach each other. */
  readonly split: boolean;
  /** Chromium's program; undefined for the one Playwright brings. */
  readonly chromium: string | undefined;
  /** The folder the site under test puts its mail in. */
  readonly mail: string | undefined;
  /** Its database, for what no API does: `mysql://user:password@host:port/name`. */
  readonly database: string | undefined;
  /** Who can make others admins, with a password of their own choice already. */
  readonly admin: AdminCredentials | undefined;
}

export interface AdminCredentials {
  readonly username: string;
  readonly password: string;
}

/**
 * `E2E_SPLIT=true` runs the parts apart (`npm run test:split`).
 * `E2E_BASE_URL` may also be set by hand, to test a site that is already running; then `E2E_MAIL`, `E2E_DATABASE`,
 * `E2E_ADMIN_USERNAME` and `E2E_ADMIN_PASSWORD` as well.
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
