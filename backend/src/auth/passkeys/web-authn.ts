/**
 * The WebAuthn library, with the first passkey: it brings parsers for certificates and takes 25 MB, which a process that
 * sees no passkey need not spend.
 */
export const webAuthn = () => import('@simplewebauthn/server');

export const webAuthnHelpers = () => import('@simplewebauthn/server/helpers');
