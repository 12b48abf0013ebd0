import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Where a request came from. */
export interface Visit {
  /** The client's address; `X-Forwarded-For` counts only as far as `TRUST_PROXY` allows. */
  readonly address: string;
  /** What the client calls itself, as it stands; empty when it says nothing. */
  readonly userAgent: string;
}

export const CurrentVisit = createParamDecorator((_data: undefined, context: ExecutionContext): Visit => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return { address: request.ip, userAgent: request.headers['user-agent'] ?? '' };
});
