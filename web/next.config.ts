import { fileURLToPath } from 'node:url';
import { webBodyLimitBytes } from '@taskyard/contracts/request-limits';
import type { NextConfig } from 'next';
import {
  staticPathHeaders,
  staticPaths,
  staticSecurityHeaders,
  tokenPageHeaders,
  tokenPages,
} from './lib/security/headers.ts';

const repositoryRoot = fileURLToPath(new URL('..', import.meta.url));

const config: NextConfig = {
  output: 'standalone',
  // npm workspaces hoist node_modules to the repository root, so tracing starts there.
  outputFileTracingRoot: repositoryRoot,
  turbopack: { root: repositoryRoot },
  typescript: { tsconfigPath: 'tsconfig.build.json' },
  transpilePackages: ['@taskyard/contracts'],
  typedRoutes: true,
  poweredByHeader: false,
  // No page resizes images: the optimizer would be an unused route with 16 MB of native code.
  images: { unoptimized: true },
  reactStrictMode: true,
  agentRules: false,
  devIndicators: false,
  experimental: {
    // Next starts to keep a body before `proxy.ts` can refuse it. The default is 10 MB for each request.
    proxyClientMaxBodySize: webBodyLimitBytes,
  },
  // When two entries match, the later one wins.
  headers: async () => [
    { source: '/:path*', headers: staticSecurityHeaders },
    ...staticPaths.map((source) => ({ source, headers: staticPathHeaders })),
    ...tokenPages.map((source) => ({ source, headers: tokenPageHeaders })),
  ],
};

export default config;
