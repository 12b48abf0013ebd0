import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// Each run writes its coverage data to its own folder, so that two runs at the same time do not delete each other's files.
const reportsDirectory = mkdtempSync(join(tmpdir(), 'taskyard-coverage-'));
process.once('exit', () => rmSync(reportsDirectory, { recursive: true, force: true }));

export default defineConfig({
  test: {
    include: ['src/**/*.spec.ts', 'test/**/*.spec.ts'],
    // NestJS and TypeORM decorators need it before any class is loaded.
    setupFiles: ['reflect-metadata'],
    // Starts one database server for the whole run, or uses the one that TEST_DATABASE_URL names.
    globalSetup: ['../tools/dev/database/vitest-setup.ts'],
    testTimeout: 30_000,
    // Setting up a file migrates a new database.
    hookTimeout: 120_000,
    // Each worker runs whole applications and hashes passwords: more workers than this slow each other down.
    maxWorkers: 2,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      // The two programs run as processes of their own, where coverage is not measured.
      exclude: ['src/**/*.spec.ts', 'src/main.ts', 'src/platform/database/migrate.ts'],
      reportsDirectory,
      reporter: ['text-summary'],
      thresholds: { lines: 90 },
    },
  },
});
