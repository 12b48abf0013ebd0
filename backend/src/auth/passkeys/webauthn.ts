/**
 * The WebAuthn library, loaded on first use. It includes certificate parsers and takes 25 MB, which a process without
 * passkeys does not need.
 */
export const webAuthn = () => import('@simplewebauthn/server');

export const webAuthnHelpers = () => import('@simplewebauthn/server/helpers');

/**
 * COSE numbers (IANA) of EdDSA, ES256 and RS256, the preferred first. Every authenticator supports one of them. The
 * list is explicit, so that another version of the library does not add to it.
 */
export const credentialAlgorithms: number[] = [-8, -7, -257];
