import { ApiFailure } from '@/lib/api/failure';
import type { FailureText } from '@/lib/api/failure-text';

/**
 * The text when the browser, the device or the user refused to create a passkey; undefined when the API refused. It uses the
 * error names of WebAuthn, so that the library does not have to be loaded for this.
 */
export function passkeyRefusal(error: unknown): FailureText | undefined {
  if (!(error instanceof Error) || error instanceof ApiFailure) return undefined;
  const title = 'No passkey was added';
  switch (error.name) {
    case 'InvalidStateError':
      return { title, advice: 'This device already holds a passkey for this account. Add one on another device.' };
    case 'NotAllowedError':
    case 'AbortError':
      return { title, advice: 'The request was cancelled, or it timed out. Press Continue to try again.' };
    default:
      return {
        title,
        advice: 'This browser or device does not support passkeys. Update the browser, or use another device.',
      };
  }
}
