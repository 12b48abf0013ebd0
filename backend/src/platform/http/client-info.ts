import { isIP } from 'node:net';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';

/** Where a request came from. */
export interface ClientInfo {
  /** As {@link clientAddress} returns it. */
  readonly address: string;
  /** The `User-Agent` header as it was sent; empty when there is none. */
  readonly userAgent: string;
}

export const CurrentClient = createParamDecorator((_data: undefined, context: ExecutionContext): ClientInfo => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return { address: clientAddress(request), userAgent: request.headers['user-agent'] ?? '' };
});

/**
 * The client's address. `X-Forwarded-For` is used as far as `TRUST_PROXY` allows. A trusted proxy may pass on text that
 * is not an address; then the address of the proxy itself is used.
 */
export function clientAddress({ ip, ips = [ip] }: Pick<FastifyRequest, 'ip' | 'ips'>): string {
  // Nearest first, up to the last trusted hop. `ips` is undefined without trusted proxies.
  const address = ips.map(canonicalAddress).findLast((candidate) => candidate !== undefined);
  // A socket that has closed in the meantime has no address.
  return address ?? '0.0.0.0';
}

/**
 * IPv4 that arrived on an IPv6 socket becomes IPv4. The zone of a link-local address is dropped: it is local to a host.
 */
function canonicalAddress(address: string | undefined): string | undefined {
  const withoutZone = (address ?? '').replace(/%.*$/s, '');
  return isIP(withoutZone) === 0 ? undefined : ipaddr.process(withoutZone).toString();
}
