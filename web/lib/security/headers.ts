/** Headers that are the same for every answer. The policy with a nonce is made per request in `proxy.ts`. */
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

/** Pages that links in mails lead to: where they came from is told to nobody, as the address holds a secret. */
export const secretAddresses = ['/reset-password', '/verify-email'];
export const secretAddressHeaders = [{ key: 'Referrer-Policy', value: 'no-referrer' }];
