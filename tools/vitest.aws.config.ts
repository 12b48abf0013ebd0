import { defineConfig } from 'vitest/config';

// What talks to a stand-in for AWS on loopback: `npm run test:aws`.
export default defineConfig({ test: { include: ['**/*.aws-spec.ts'], testTimeout: 60_000 } });
