import { call } from '@/lib/api/call';
import { signOut } from '@/lib/api/generated/sdk.gen';

const channelName = 'taskyard-sign-out';
const loginPage = '/login';

/** Of this tab while it follows the others. A channel does not hear what it says itself. */
let following: BroadcastChannel | undefined;

/**
 * Ends the session and shows the sign-in page.
 * @throws ApiFailure when the session could not be ended
 */
export async function leave(): Promise<void> {
  await call(signOut());
  showSignInEverywhere();
}

/**
 * Shows the sign-in page in all tabs once the session is over, by a full load, so that nothing of it stays in memory: the
 * next one to use this browser may be somebody else.
 * @param path of this tab's, which may have something to say
 */
export function showSignInEverywhere(path = loginPage): void {
  const channel = following ?? new BroadcastChannel(channelName);
  channel.postMessage('left');
  channel.close();
  window.location.assign(path);
}

/** Follows when another tab signs out. Returns what stops it, for an effect. */
export function followSignOut(): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = () => window.location.assign(loginPage);
  following = channel;
  return () => {
    following = undefined;
    channel.close();
  };
}
