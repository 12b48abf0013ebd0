import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { readRun } from './e2e/environment.ts';

const { baseUrl, chromium } = readRun();

/** The global setup decides where the site runs; workers read that when they load this file. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.e2e.ts',
  globalSetup: './e2e/global-setup.ts',
  // A folder of this run's own, so that two runs in one checkout do not delete each other's traces.
  outputDir: join(tmpdir(), `taskyard-e2e-${process.env.E2E_RUN ?? process.pid}`),
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  // Where nobody watches, a second try; the report still calls such a test flaky.
  retries: process.env.CI === undefined ? 0 : 1,
  // Generous: a machine with two cores may be busy with something else, and a test that fails for that tells nothing.
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
