import { fileURLToPath } from 'node:url';
import type { NextConfig } from 'next';
import { secretAddresses, secretAddressHeaders, staticSecurityHeaders } from './lib/security/headers.ts';

const repositoryRoot = fileURLToPath(new URL('..', import.meta.url));

const config: NextConfig = {
  output: 'standalone',
  // The workspace hoists node_modules to the repository root, so tracing has to start there.
  outputFileTracingRoot: repositoryRoot,
  turbopack: { root: repositoryRoot },
  typescript: { tsconfigPath: 'tsconfig.build.json' },
  transpilePackages: ['@taskyard/contracts'],
  typedRoutes: true,
  poweredByHeader: false,
  // No page resizes pictures: the optimizer would be an unused route that needs 16 MB of native code.
  images: { unoptimized: true },
  reactStrictMode: true,
  agentRules: false,
  devIndicators: false,
  // Of two that fit, the later one counts.
  headers: async () => [
    { source: '/:path*', headers: staticSecurityHeaders },
    ...secretAddresses.map((source) => ({ source, headers: secretAddressHeaders })),
  ],
};

export default config;
