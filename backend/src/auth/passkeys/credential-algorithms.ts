import { COSEALG } from '@simplewebauthn/server/helpers';

/** What every authenticator can do one of, the preferred first. Named, so that another runtime does not widen it. */
export const credentialAlgorithms: number[] = [COSEALG.EdDSA, COSEALG.ES256, COSEALG.RS256];
