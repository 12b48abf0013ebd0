import { call } from '@/lib/api/call';
import { signOut as endSession } from '@/lib/api/generated/sdk.gen';
import { tabStorage } from '@/lib/tab-storage';

const channelName = 'taskyard-sign-out';
const loginPage = '/login';

/** The channel of this tab while it listens to the others. A channel does not receive its own messages. */
let openChannel: BroadcastChannel | undefined;

/**
 * Ends the session and shows the sign-in page.
 * @throws ApiFailure when the session could not be ended
 */
export async function signOut(): Promise<void> {
  await call(endSession());
  showSignInEverywhere();
}

/**
 * Shows the sign-in page in all tabs after the session ended. A full load leaves nothing of the session in memory: the
 * next user of this browser may be another one.
 * @param path of this tab, which may show a message
 */
export function showSignInEverywhere(path = loginPage): void {
  const channel = openChannel ?? new BroadcastChannel(channelName);
  channel.postMessage('signed-out');
  channel.close();
  leave(path);
}

/** Shows the sign-in page when another tab signs out. Returns the cleanup for an effect. */
export function followSignOut(): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = () => leave(loginPage);
  openChannel = channel;
  return () => {
    openChannel = undefined;
    channel.close();
  };
}

/** Drafts in this tab belong to the user who leaves. */
function leave(path: string): void {
  tabStorage.clear();
  window.location.assign(path);
}
