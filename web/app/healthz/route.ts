/** Liveness: says that this process answers, and nothing about the APIs behind it. */
export function GET(): Response {
  return new Response('ok', { headers: { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' } });
}
