import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { call } from '@/lib/api/call';
import { isSignedOut } from '@/lib/api/failure';
import { getMe } from '@/lib/api/generated/sdk.gen';
import type { User } from '@/lib/api/generated/types.gen';
import { serverClient } from '@/lib/api/server-client';
import { environment } from '@/lib/environment';
import { loginPath } from './safe-next';

/**
 * Who is looking, asked of the auth API once per request; undefined when signed out.
 * @throws ApiFailure when the auth API does not answer, so that nobody is taken for signed out by an outage
 */
export const viewer = cache(async (): Promise<User | undefined> => {
  if ((await cookies()).size === 0) return undefined;
  try {
    return await call(getMe({ client: await serverClient(environment().AUTH_API_URL) }));
  } catch (error) {
    if (isSignedOut(error)) return undefined;
    throw error;
  }
});

/** The signed-in person; anyone else is sent to sign in and comes back to `path`. */
export async function requireViewer(path: string): Promise<User> {
  return (await viewer()) ?? redirect(loginPath(path));
}
