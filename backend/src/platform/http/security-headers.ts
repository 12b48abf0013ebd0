import type { SecurityHeadersOptions } from '@nestjs/common';
import type { Environment } from '../config/environment.ts';

/** Security headers of every response. Inline styles are allowed because the API's documentation page needs them. */
export function securityHeaders({ PUBLIC_ORIGIN }: Pick<Environment, 'PUBLIC_ORIGIN'>): SecurityHeadersOptions {
  const secure = PUBLIC_ORIGIN.startsWith('https:');
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: "'none'",
        scriptSrc: "'self'",
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: "'self'",
        baseUri: "'none'",
        formAction: "'none'",
        frameAncestors: "'none'",
      },
    },
    strictTransportSecurity: secure,
  };
}
