import { ApiFailure } from '@/lib/api/failure';
import type { FailureText } from '@/lib/api/failure-text';

/**
 * Words for a passkey that was not made because of the browser, the device or the person; undefined when it was the
 * server that refused. By the names that WebAuthn defines, so that its library need not be loaded for this.
 */
export function refusalOfDevice(error: unknown): FailureText | undefined {
  if (!(error instanceof Error) || error instanceof ApiFailure) return undefined;
  const title = 'No passkey was added';
  switch (error.name) {
    case 'InvalidStateError':
      return { title, advice: 'This device already holds a passkey for this account. Add one on another device.' };
    case 'NotAllowedError':
    case 'AbortError':
      return { title, advice: 'The browser’s question was cancelled or took too long. Continue to be asked again.' };
    default:
      return { title, advice: 'This browser or device cannot make one. Update the browser, or use another device.' };
  }
}
