'use client';

import { setNonce } from 'get-nonce';

interface StyleNonceProps {
  readonly nonce: string;
}

/** Hands the page's nonce to the scroll lock of dialogs, which injects a style element while one is open. */
export function StyleNonce({ nonce }: StyleNonceProps) {
  // Not on the server: the module is shared there between requests, and a nonce belongs to one.
  if (typeof window !== 'undefined') setNonce(nonce);
  return null;
}
