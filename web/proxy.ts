import { requestIdHeader } from '@taskyard/contracts/request-id';
import { type NextRequest, NextResponse } from 'next/server';
import { environment } from '@/lib/environment';
import { contentSecurityPolicy } from '@/lib/security/content-security-policy';
import { correlationId } from '@/lib/security/correlation-id';
import { refuseBody } from '@/lib/security/refuse-body';
import { renewOnArrival } from '@/lib/session/renew-on-arrival';

/**
 * Gives every page its own content security policy and correlation id, and renews the visitor's session. Next reads the
 * nonce from the request's Content-Security-Policy header and puts it on its scripts. Layouts read `x-nonce` for styles
 * that Next does not cover. Bodies that no page takes are refused unread.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const { NODE_ENV, PUBLIC_ORIGIN } = environment();
  const secure = PUBLIC_ORIGIN.startsWith('https:');
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  const policy = contentSecurityPolicy({ nonce, development: NODE_ENV === 'development', secure });
  const requestId = correlationId(request.headers.get(requestIdHeader));
  const refusal = refuseBody(request.headers, requestId);
  if (refusal !== undefined) return refusal;

  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set(requestIdHeader, requestId);
  headers.set('content-security-policy', policy);
  const setCookies = request.method === 'GET' ? await renewOnArrival(headers) : [];

  const response = NextResponse.next({ request: { headers } });
  for (const line of setCookies) response.headers.append('Set-Cookie', line);
  response.headers.set('Content-Security-Policy', policy);
  response.headers.set(requestIdHeader, requestId);
  if (secure) response.headers.set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
  return response;
}

export const config = {
  // The paths of `staticPaths`. Next needs the pattern as a literal.
  matcher: ['/((?!_next/static/|healthz$|icon\\.svg$).*)'],
};
