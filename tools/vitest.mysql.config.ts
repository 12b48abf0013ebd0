import { defineConfig } from 'vitest/config';

// What only MySQL understands, on the server of `npm run test:mysql`.
export default defineConfig({
  test: {
    include: ['**/*.mysql-spec.ts'],
    globalSetup: ['dev/database/vitest-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
