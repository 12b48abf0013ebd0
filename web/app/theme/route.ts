import { cookies } from 'next/headers';
import { environment } from '@/lib/environment';
import { parseTheme, themeCookie } from '@/lib/theme';

const yearInSeconds = 31_536_000;

/** Stores the theme in the body for a year. It is neither secret nor costly, so it also works signed out. */
export async function PUT(request: Request): Promise<Response> {
  const theme = parseTheme((await request.text()).slice(0, 10));
  (await cookies()).set(themeCookie, theme, {
    maxAge: yearInSeconds,
    sameSite: 'lax',
    httpOnly: true,
    secure: environment().PUBLIC_ORIGIN.startsWith('https:'),
  });
  return new Response(null, { status: 204 });
}
