import { fileURLToPath } from 'node:url';

const pathOf = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** A plain object, because the stale-client check runs the generator with it and another output folder. */
export default {
  // Absolute paths, so that it does not matter from which folder this is run.
  input: pathOf('../contracts/openapi.json'),
  output: {
    path: pathOf('lib/api/generated'),
    clean: true,
    // The bundler resolves no `.js` that is a `.ts`.
    module: { extension: '' },
  },
  plugins: [
    { name: '@hey-api/client-fetch', runtimeConfigPath: '@/lib/api/client-config' },
    '@hey-api/sdk',
    '@hey-api/typescript',
  ] as const,
};
