/** What one run of the suite shares between its setup and its workers; processes can only share environment variables. */
export interface Run {
  /** Origin of the site under test, without a trailing slash. */
  readonly baseUrl: string | undefined;
  /** Chromium's program; undefined for the one Playwright brings. */
  readonly chromium: string | undefined;
}

/** `E2E_BASE_URL` may also be set by hand, to test a site that is already running. */
export function readRun(): Run {
  return { baseUrl: process.env.E2E_BASE_URL, chromium: process.env.E2E_CHROMIUM };
}

export function shareRun({ baseUrl, chromium }: Run): void {
  process.env.E2E_RUN ??= String(process.pid);
  if (baseUrl !== undefined) process.env.E2E_BASE_URL = baseUrl;
  if (chromium !== undefined) process.env.E2E_CHROMIUM = chromium;
}
