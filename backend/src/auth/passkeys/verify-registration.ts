import { refuseCrossOrigin } from './refuse-cross-origin.ts';
import type { RelyingPartyService } from './relying-party.service.ts';
import type { RegistrationResponse } from './webauthn.schemas.ts';
import { credentialAlgorithms, webAuthn, webAuthnHelpers } from './webauthn.ts';

/** A credential that an authenticator created, and whose private key it has proved to hold. */
export interface NewCredential {
  readonly id: Buffer;
  /** A COSE key (RFC 9052). */
  readonly publicKey: Buffer;
  readonly counter: number;
}

/** The sizes of the columns. Authenticators have the same limit for ids. A key of 2 kB is RSA with 16,000 bits. */
const maximumBytes = { id: 1023, publicKey: 2048 };

/** @throws when anything is wrong with the answer */
export async function verifyRegistration(
  response: RegistrationResponse,
  challenge: string,
  { id, origin }: RelyingPartyService,
): Promise<NewCredential> {
  const { verifyRegistrationResponse } = await webAuthn();
  await refuseCrossOrigin(response.response.clientDataJSON);
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
  const created = { id: Buffer.from(credential.id, 'base64url'), publicKey: Buffer.from(credential.publicKey) };
  if (credential.id !== response.id) throw new Error('The credential has a different id than the answer.');
  if (created.id.length > maximumBytes.id || created.publicKey.length > maximumBytes.publicKey) {
    throw new Error('The credential is larger than any that browsers create.');
  }
  return { ...created, counter: credential.counter };
}

/**
 * Refuses attestations with certificates. The options ask for no attestation, so browsers send none, or one that the
 * new key itself signed. To check any other, the server would parse certificates and fetch revocation lists from URLs
 * that the caller chooses.
 */
async function refuseCertificates(attestationObject: string): Promise<void> {
  const { decodeAttestationObject, isoBase64URL } = await webAuthnHelpers();
  const attestation = decodeAttestationObject(isoBase64URL.toBuffer(attestationObject));
  const format = attestation.get('fmt');
  const isSelfSigned = format === 'packed' && attestation.get('attStmt').get('x5c') === undefined;
  if (format !== 'none' && !isSelfSigned) throw new Error('The attestation was not requested.');
}
