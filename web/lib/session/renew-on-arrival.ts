import { refreshSession } from '@/lib/api/generated/sdk.gen';
import { clientOnBehalfOf } from '@/lib/api/server-client';
import { environment } from '@/lib/environment';
import { cookieHeaderAfter, sessionCookiesOf } from './session-cookies';

/**
 * Renews the session of a visitor whose access token has expired, before the page is rendered. Puts the new cookies into
 * `headers`, as if they had come with the request.
 *
 * Several requests may bring the same refresh token at once; the API gives them the same successor.
 *
 * @returns the `Set-Cookie` lines for the answer. They remove the cookies when the session is over. The list is empty when
 * there is nothing to renew, and when the API is down, which must not sign users out.
 */
export async function renewOnArrival(headers: Headers): Promise<readonly string[]> {
  const { AUTH_API_URL, PUBLIC_ORIGIN } = environment();
  const { access, refresh } = sessionCookiesOf(PUBLIC_ORIGIN);
  const names = (headers.get('cookie') ?? '').split(/; */).map((pair) => pair.split('=', 1)[0]);
  if (names.includes(access) || !names.includes(refresh)) return [];

  const { response } = await refreshSession({ client: clientOnBehalfOf(headers, AUTH_API_URL) });
  if (response === undefined || !(response.ok || response.status === 401)) return [];
  const setCookies = response.headers.getSetCookie();
  headers.set('cookie', cookieHeaderAfter(headers.get('cookie'), setCookies));
  return setCookies;
}
