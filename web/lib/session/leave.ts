import { call } from '@/lib/api/call';
import { signOut } from '@/lib/api/generated/sdk.gen';

const channelName = 'taskyard-sign-out';

/**
 * Ends the session and shows the sign-in page, in all tabs, by a full load, so that nothing of it stays in memory: the
 * next one to use this browser may be somebody else.
 * @throws ApiFailure when the session could not be ended
 */
export async function leave(): Promise<void> {
  await call(signOut());
  const channel = new BroadcastChannel(channelName);
  channel.postMessage('left');
  channel.close();
  showSignIn();
}

/** Follows when another tab signs out. Returns what stops it, for an effect. */
export function followSignOut(): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = showSignIn;
  return () => channel.close();
}

function showSignIn(): void {
  window.location.assign('/login');
}
