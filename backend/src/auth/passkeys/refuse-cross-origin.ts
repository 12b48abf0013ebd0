import { webAuthnHelpers } from './webauthn.ts';

/**
 * Refuses an answer that an authenticator gave in a frame of another site. The origin in it is ours all the same, so the
 * check of the origin does not notice. This site is never framed.
 *
 * @param clientDataJSON base64url; the authenticator signed it
 */
export async function refuseCrossOrigin(clientDataJSON: string): Promise<void> {
  const { decodeClientDataJSON } = await webAuthnHelpers();
  const { crossOrigin = false } = decodeClientDataJSON(clientDataJSON);
  if (crossOrigin) throw new Error('The page was framed by another site.');
}
