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

/** Pages that links in emails lead to. Their URL holds a secret token, so it must not be sent as a referrer. */
export const tokenPages = ['/reset-password', '/verify-email'];
export const tokenPageHeaders = [{ key: 'Referrer-Policy', value: 'no-referrer' }];
