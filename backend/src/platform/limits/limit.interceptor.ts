import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import type { AuthenticatedRequest } from '../access/access.guard.ts';
import { clientAddress } from '../http/client-info.ts';
import { type RateLimit, rateLimitHeaders } from '../http/rate-limit-headers.ts';
import { LimitStoreService } from './limit-store.service.ts';
import { RateLimitedError } from './limits.errors.ts';
import { type LimitName, type Policy, policies } from './policies.ts';
import { accountAtAddressKey, accountKey, addressKey } from './rate-limit-keys.ts';
import type { SharedCounter } from './shared-counter.ts';

export const LimitRequired = Reflector.createDecorator<LimitName>();

/**
 * Guards the routes that are {@link Limited}. Interceptors run after all guards, so this one knows who is signed in wherever
 * its decorator stands among the others, and before the body is looked at, so that nonsense counts too.
 */
@Injectable()
export class LimitInterceptor implements NestInterceptor {
  private readonly counters = new Map<Policy, SharedCounter>();

  constructor(
    private readonly reflector: Reflector,
    private readonly store: LimitStoreService,
  ) {}

  /** @throws {RateLimitedError} */
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    // The route's own limit goes before its controller's.
    const name = this.reflector.getAllAndOverride(LimitRequired, [context.getHandler(), context.getClass()]);
    const tightest = await this.count(name, http.getRequest<FastifyRequest>());
    if (tightest !== undefined) http.getResponse<FastifyReply>().headers(rateLimitHeaders(tightest));
    return next.handle();
  }

  /** @returns the limit that has least left; undefined when the request names nobody whom the policies count */
  private async count(name: LimitName, request: FastifyRequest): Promise<RateLimit | undefined> {
    let tightest: RateLimit | undefined;
    for (const policy of policies[name]) {
      const key = keyOf(policy, request);
      if (key === undefined) continue;
      const counter = this.counterOf(name, policy);
      const { allowed, remaining, resetMs } = await counter.take(key);
      const resetSeconds = Math.max(1, Math.ceil(resetMs / 1000));
      const limit = { limit: counter.points, windowSeconds: counter.seconds, remaining, resetSeconds };
      if (!allowed) throw new RateLimitedError(limit);
      if (tightest === undefined || remaining < tightest.remaining) tightest = limit;
    }
    return tightest;
  }

  private counterOf(name: LimitName, policy: Policy): SharedCounter {
    const existing = this.counters.get(policy);
    if (existing !== undefined) return existing;
    const { counts, points, seconds } = policy;
    const counter = this.store.counter({
      prefix: `${name}:${counts}:${seconds}`,
      points,
      seconds,
      remembersRefusals: true,
    });
    this.counters.set(policy, counter);
    return counter;
  }
}

/**
 * Undefined when the body has no such name; it will be refused for that. A policy that counts persons on a route that does
 * not ask who calls is a mistake in the program, and fails as one.
 */
function keyOf(policy: Policy, request: FastifyRequest): string | undefined {
  switch (policy.counts) {
    case 'address':
      return addressKey(clientAddress(request));
    case 'user':
      return String((request as AuthenticatedRequest).principal.id);
    default: {
      const name = (request.body as Record<string, unknown> | undefined | null)?.[policy.field];
      if (typeof name !== 'string') return undefined;
      return policy.counts === 'account' ? accountKey(name) : accountAtAddressKey(name, clientAddress(request));
    }
  }
}
