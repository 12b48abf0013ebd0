import { defineConfig } from 'vitest/config';

// What only MySQL understands, on the server of `npm run test:mysql`.
export default defineConfig({
  test: {
    include: ['**/*.mysql-spec.ts'],
    // Two servers at a time would only slow each other down.
    fileParallelism: false,
    globalSetup: ['dev/database/vitest-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
