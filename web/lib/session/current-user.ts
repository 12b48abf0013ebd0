import { cookies } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { call } from '@/lib/api/call';
import { ApiFailure, isSignedOut } from '@/lib/api/failure';
import { getMe } from '@/lib/api/generated/sdk.gen';
import type { Account } from '@/lib/api/generated/types.gen';
import { serverClient } from '@/lib/api/server-client';
import { environment } from '@/lib/environment';
import { changePasswordPath, loginPath, setUpTwoStepPath } from './safe-next';
import { sessionCookiesOf } from './session-cookies';

/**
 * The signed-in user, asked of the auth API once per request; undefined when signed out.
 * @throws ApiFailure when the auth API does not answer: an outage must not look like being signed out
 */
export const currentUser = cache(async (): Promise<Account | undefined> => {
  const { AUTH_API_URL, PUBLIC_ORIGIN } = environment();
  const { access, refresh } = sessionCookiesOf(PUBLIC_ORIGIN);
  const cookieStore = await cookies();
  if (!cookieStore.has(access)) {
    // The proxy could not renew the session because the API is down. A session that is over has lost this cookie.
    if (cookieStore.has(refresh)) throw ApiFailure.offline();
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
 * The signed-in user. Redirects to sign in, to choose a new password or to set up two-step verification when the user has
 * to; all lead back to `path`.
 */
export async function requireUser(path: string): Promise<Account> {
  const user = (await currentUser()) ?? redirect(loginPath(path));
  if (user.must_change_password) redirect(changePasswordPath(path));
  if (user.must_set_up_second_factor) redirect(setUpTwoStepPath(path));
  return user;
}

/** The signed-in admin. For other users the page does not exist; a signed-out visitor signs in and comes back to `path`. */
export async function requireAdmin(path: string): Promise<Account> {
  const user = await requireUser(path);
  return user.role === 'admin' ? user : notFound();
}
