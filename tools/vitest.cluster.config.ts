import { defineConfig } from 'vitest/config';

// What needs a control plane of its own: `npm run test:cluster`. One file at a time, each starts several programs.
export default defineConfig({
  test: {
    include: ['**/*.cluster-spec.ts'],
    globalSetup: ['cluster/vitest-setup.ts'],
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
