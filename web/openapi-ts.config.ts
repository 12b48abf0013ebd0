import { fileURLToPath } from 'node:url';

const pathOf = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** A plain object, because `check-generated.ts` runs the generator with it and another output folder. */
export default {
  // Absolute paths, so that it can be run from any folder.
  input: pathOf('../contracts/openapi.json'),
  output: {
    path: pathOf('lib/api/generated'),
    clean: true,
    // The bundler does not resolve `.js` to a `.ts` file.
    module: { extension: '' },
  },
  plugins: [
    { name: '@hey-api/client-fetch', runtimeConfigPath: '@/lib/api/transport/client-config' },
    '@hey-api/sdk',
    '@hey-api/typescript',
  ] as const,
};
