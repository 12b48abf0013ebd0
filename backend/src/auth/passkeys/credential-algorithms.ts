/**
 * What every authenticator can do one of, the preferred first, by its COSE number (IANA): EdDSA, ES256, RS256. Named, so
 * that another runtime does not widen it.
 */
export const credentialAlgorithms: number[] = [-8, -7, -257];
