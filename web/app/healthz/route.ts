/** Liveness and readiness: this process answers. It does not check the APIs. */
export function GET(): Response {
  return new Response('ok', { headers: { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' } });
}
