import { defineConfig } from 'vitest/config';

// A test may record several whole stacks, or start a database server.
export default defineConfig({
  test: {
    globalSetup: ['dev/database/vitest-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
