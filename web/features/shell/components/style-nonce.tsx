'use client';

import { getNonce, setNonce } from 'get-nonce';

interface StyleNonceProps {
  readonly nonce: string;
}

/**
 * Hands the document's nonce to the scroll lock of dialogs, which injects a style element while one is open. The first
 * one stays: pages that the router fetches later carry a nonce of their own, which this document's policy refuses.
 */
export function StyleNonce({ nonce }: StyleNonceProps) {
  // Not on the server: the module is shared there between requests, and a nonce belongs to one.
  if (typeof window !== 'undefined' && getNonce() === undefined) setNonce(nonce);
  return null;
}
