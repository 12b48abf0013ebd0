import { cookies } from 'next/headers';
import { parseSort, sortCookie } from '@/features/tasks/filters';
import { environment } from '@/lib/environment';
import { parseTimeZone, timeZoneCookie } from '@/lib/time-zone';

const yearInSeconds = 31_536_000;

/** The cookie of each preference, and the value to store; undefined for a value that is refused. */
const preferences = new Map<string, { readonly cookie: string; readonly parse: (value: string) => string | undefined }>(
  [
    ['sort', { cookie: sortCookie, parse: parseSort }],
    ['time-zone', { cookie: timeZoneCookie, parse: parseTimeZone }],
  ],
);

/** Stores a preference in the body for a year. Like the theme, it is neither secret nor costly, so it needs no session. */
export async function PUT(request: Request, { params }: RouteContext<'/preferences/[name]'>): Promise<Response> {
  const preference = preferences.get((await params).name);
  if (preference === undefined) return new Response(null, { status: 404 });
  const value = preference.parse((await request.text()).slice(0, 100));
  if (value === undefined) return new Response(null, { status: 422 });
  (await cookies()).set(preference.cookie, value, {
    maxAge: yearInSeconds,
    sameSite: 'lax',
    httpOnly: true,
    secure: environment().PUBLIC_ORIGIN.startsWith('https:'),
  });
  return new Response(null, { status: 204 });
}
