interface PolicyOptions {
  /** Base64 text that is new for every answer. */
  readonly nonce: string;
  /** The development server evaluates code, injects styles and opens a web socket; production does not. */
  readonly development: boolean;
  /** Whether the site is served over https. */
  readonly secure: boolean;
}

/**
 * The Content-Security-Policy of a page. Scripts and style elements need the nonce. Style attributes in markup are
 * refused in production. Setting `element.style` from a trusted script is not covered by the policy and works.
 */
export function contentSecurityPolicy({ nonce, development, secure }: PolicyOptions): string {
  const directives = [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? ` 'unsafe-eval'` : ''}`,
    development ? `style-src 'self' 'unsafe-inline'` : `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src 'self'${development ? ' ws: wss:' : ''}`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    ...(secure ? ['upgrade-insecure-requests'] : []),
  ];
  return directives.join('; ');
}
