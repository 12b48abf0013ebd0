import { call } from '@/lib/api/call';
import { signOut } from '@/lib/api/generated/sdk.gen';

/**
 * Ends the session and shows the sign-in page, by a full load, so that nothing of it stays in memory.
 * @throws ApiFailure when the session could not be ended
 */
export async function leave(): Promise<void> {
  await call(signOut());
  window.location.assign('/login');
}
