import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const reportsDirectory = mkdtempSync(join(tmpdir(), 'taskyard-coverage-'));
process.once('exit', () => rmSync(reportsDirectory, { recursive: true, force: true }));

export default defineConfig({
  test: {
    include: ['src/**/*.spec.ts', 'test/**/*.spec.ts'],
    setupFiles: ['reflect-metadata'],
    globalSetup: ['../tools/dev/database/vitest-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      exclude: ['src/**/*.spec.ts', 'src/main.ts', 'src/platform/database/migrate.ts'],
      // A folder of its own for each run: two runs at once must not clean each other's away.
      reportsDirectory,
      reporter: ['text-summary'],
      thresholds: { lines: 90 },
    },
  },
});
