import { defineConfig } from 'vitest/config';

// checkov on rendered manifests and on the workflows: `npm run test:checkov`. The first run installs it.
export default defineConfig({
  test: { include: ['**/*.checkov-spec.ts'], testTimeout: 120_000, hookTimeout: 600_000 },
});
