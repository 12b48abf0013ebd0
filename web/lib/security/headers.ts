/** Headers that are the same for every answer. `proxy.ts` sets the policy with a nonce per request. */
export const staticSecurityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  {
    key: 'Permissions-Policy',
    value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
  },
];

/** Pages that links in emails lead to. Their URL holds a secret token in its fragment. */
export const tokenPages = ['/reset-password', '/verify-email', '/unlock'];
/**
 * The policy of paths that `proxy.ts` leaves out. Their files need none, but the page of a missing file is HTML. It gets no
 * nonce, so it may only load its style sheet.
 */
export const staticPaths = ['/_next/static/:path*', '/icon.svg', '/healthz'];
export const staticPathHeaders = [
  {
    key: 'Content-Security-Policy',
    value: "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  },
];

export const tokenPageHeaders = [{ key: 'Referrer-Policy', value: 'no-referrer' }];
