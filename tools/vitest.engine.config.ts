import { defineConfig } from 'vitest/config';

// What needs a real Pulumi engine on PATH: `npm run test:engine`.
export default defineConfig({
  test: {
    include: ['**/*.engine-spec.ts'],
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
