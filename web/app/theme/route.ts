import { cookies } from 'next/headers';
import { environment } from '@/lib/environment';
import { parseTheme, themeCookie } from '@/lib/theme';

const year = 31_536_000;

/** Keeps the theme named in the body for a year. Nothing secret or costly: it may be called signed out. */
export async function PUT(request: Request): Promise<Response> {
  const theme = parseTheme((await request.text()).slice(0, 10));
  (await cookies()).set(themeCookie, theme, {
    maxAge: year,
    sameSite: 'lax',
    httpOnly: true,
    secure: environment().PUBLIC_ORIGIN.startsWith('https:'),
  });
  return new Response(null, { status: 204 });
}
