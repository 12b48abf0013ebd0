import { defineConfig } from 'vitest/config';

// A test may record several whole stacks, each in about half a second on an idle machine. The whole suite takes 40 to 90 s.
export default defineConfig({ test: { testTimeout: 30_000, hookTimeout: 60_000 } });
