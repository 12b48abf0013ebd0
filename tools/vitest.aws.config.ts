import { defineConfig } from 'vitest/config';

// Tests against a fake of the AWS APIs on loopback: `npm run test:aws`.
export default defineConfig({ test: { include: ['**/*.aws-spec.ts'], testTimeout: 60_000 } });
