import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { clientAddress } from './client-address.ts';

/** Where a request came from. */
export interface ClientInfo {
  /** As {@link clientAddress} tells it. */
  readonly address: string;
  /** What the client calls itself, as it stands; empty when it says nothing. */
  readonly userAgent: string;
}

export const CurrentClient = createParamDecorator((_data: undefined, context: ExecutionContext): ClientInfo => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return { address: clientAddress(request), userAgent: request.headers['user-agent'] ?? '' };
});
