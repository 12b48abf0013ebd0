import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';

/**
 * The client's address; `X-Forwarded-For` counts only as far as `TRUST_PROXY` allows. Of what a trusted proxy passes on
 * without looking, only an address counts; for anything else the proxy itself does.
 */
export function clientAddress(request: FastifyRequest): string {
  // Nearest first, and no further than is believed; absent without trusted proxies.
  const chain = request.ips ?? [request.ip];
  const address = chain.map(canonical).findLast((candidate) => isIP(candidate) !== 0);
  // A socket that has closed in the meantime no longer knows.
  return address ?? '0.0.0.0';
}

/** IPv4 that arrived on an IPv6 socket as what it is; without the zone, which means nothing elsewhere. */
function canonical(address: string | undefined): string {
  return (address ?? '').replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/s, '');
}
