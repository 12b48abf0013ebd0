import { defineConfig } from 'vitest/config';

// A test may record several whole stacks, about half a second each on a quiet machine.
export default defineConfig({ test: { testTimeout: 30_000, hookTimeout: 60_000 } });
