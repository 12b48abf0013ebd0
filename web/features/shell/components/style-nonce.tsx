'use client';

import { getNonce, setNonce } from 'get-nonce';

interface StyleNonceProps {
  readonly nonce: string;
}

/**
 * Gives the document's nonce to the scroll lock of dialogs, which injects a style element while a dialog is open. The first
 * nonce stays: pages that the router fetches later have another nonce, which this document's policy refuses.
 */
export function StyleNonce({ nonce }: StyleNonceProps) {
  // Not on the server: requests share the module there, and a nonce belongs to one request.
  if (typeof window !== 'undefined' && getNonce() === undefined) setNonce(nonce);
  return null;
}
