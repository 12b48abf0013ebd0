import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { readRun } from './e2e/environment.ts';

const { baseUrl, chromium } = readRun();

/** The global setup starts the site and shares its URL; workers read it when they load this file. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.e2e.ts',
  globalSetup: './e2e/global-setup.ts',
  // One folder per run, so that two runs in one checkout do not delete each other's traces.
  outputDir: join(tmpdir(), `taskyard-e2e-${process.env.E2E_RUN ?? process.pid}`),
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  // One retry in CI; the report still marks such a test as flaky.
  retries: process.env.CI === undefined ? 0 : 1,
  // Long, because a machine with two cores may be busy with other work.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    baseURL: baseUrl,
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'Pacific/Auckland',
    contextOptions: { reducedMotion: 'reduce' },
    trace: 'retain-on-failure',
    launchOptions: {
      ...(chromium !== undefined && { executablePath: chromium }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
