import { credentialAlgorithms } from './credential-algorithms.ts';
import type { RelyingPartyService } from './relying-party.service.ts';
import { webAuthn, webAuthnHelpers } from './web-authn.ts';
import type { RegistrationResponse } from './webauthn.schemas.ts';

/** What an authenticator made, and proved to hold the private key of. */
export interface NewCredential {
  readonly id: Buffer;
  /** A COSE key (RFC 9052). */
  readonly publicKey: Buffer;
  readonly counter: number;
}

/** What the columns take. An authenticator's own limit for ids is the same; keys of 2 kB are RSA with 16,000 bits. */
const maximumBytes = { id: 1023, publicKey: 2048 };

/** @throws when anything about the answer is not as it has to be */
export async function verifyRegistration(
  response: RegistrationResponse,
  challenge: string,
  { id, origin }: RelyingPartyService,
): Promise<NewCredential> {
  const { verifyRegistrationResponse } = await webAuthn();
  await refuseCertificates(response.response.attestationObject);
  const { registrationInfo } = await verifyRegistrationResponse({
    response: { ...response, clientExtensionResults: {} },
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
    supportedAlgorithmIDs: credentialAlgorithms,
  });
  if (registrationInfo === undefined) throw new Error('The attestation did not verify.');
  const { credential } = registrationInfo;
  const made = { id: Buffer.from(credential.id, 'base64url'), publicKey: Buffer.from(credential.publicKey) };
  if (credential.id !== response.id) throw new Error('The credential has another id than the answer.');
  if (made.id.length > maximumBytes.id || made.publicKey.length > maximumBytes.publicKey) {
    throw new Error('The credential is larger than any that browsers make.');
  }
  return { ...made, counter: credential.counter };
}

/**
 * No attestation is asked for, so browsers send none, or one that the new key itself signed. With any other, checking
 * would mean parsing certificates and fetching revocation lists from where they say: work that a caller could choose.
 */
async function refuseCertificates(attestationObject: string): Promise<void> {
  const { decodeAttestationObject, isoBase64URL } = await webAuthnHelpers();
  const attestation = decodeAttestationObject(isoBase64URL.toBuffer(attestationObject));
  const format = attestation.get('fmt');
  const isSelfSigned = format === 'packed' && attestation.get('attStmt').get('x5c') === undefined;
  if (format !== 'none' && !isSelfSigned) throw new Error('The attestation was not asked for.');
}
