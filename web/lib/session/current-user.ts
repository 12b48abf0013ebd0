import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { call } from '@/lib/api/call';
import { ApiFailure, isSignedOut } from '@/lib/api/failure';
import { getMe } from '@/lib/api/generated/sdk.gen';
import type { Account } from '@/lib/api/generated/types.gen';
import { serverClient } from '@/lib/api/server-client';
import { environment } from '@/lib/environment';
import { changePasswordPath, loginPath } from './safe-next';
import { sessionCookiesOf } from './session-cookies';

/**
 * Who is looking, asked of the auth API once per request; undefined when signed out.
 * @throws ApiFailure when the auth API does not answer, so that nobody is taken for signed out by an outage
 */
export const currentUser = cache(async (): Promise<Account | undefined> => {
  const { AUTH_API_URL, PUBLIC_ORIGIN } = environment();
  const { access, refresh } = sessionCookiesOf(PUBLIC_ORIGIN);
  const jar = await cookies();
  if (!jar.has(access)) {
    // A session that could not be renewed on arrival, because the API is away: one that is over has lost this cookie.
    if (jar.has(refresh)) throw ApiFailure.offline();
    return undefined;
  }
  try {
    return await call(getMe({ client: await serverClient(AUTH_API_URL) }));
  } catch (error) {
    if (isSignedOut(error)) return undefined;
    throw error;
  }
});

/**
 * The signed-in person; anyone else is sent to sign in and comes back to `path`, and so does whoever first has to choose
 * a password of their own.
 */
export async function requireUser(path: string): Promise<Account> {
  const user = (await currentUser()) ?? redirect(loginPath(path));
  if (user.must_change_password) redirect(changePasswordPath(path));
  return user;
}
