import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import type { AuthenticatedRequest } from '../access/access.guard.ts';
import { clientAddress } from '../http/client-info.ts';
import { type RateLimitStatus, rateLimitHeaders } from '../http/rate-limit-headers.ts';
import { AccountKeysService } from './account-keys.service.ts';
import { LimitStoreService } from './limit-store.service.ts';
import { RateLimitedError } from './limits.errors.ts';
import type { RateLimit, RateLimitPolicy } from './rate-limit.ts';
import { addressKey } from './rate-limit-keys.ts';
import type { Count } from './shared-counter.ts';

interface Counter {
  readonly points: number;
  readonly seconds: number;
  consume(key: string): Promise<Count>;
}

export const LimitRequired = Reflector.createDecorator<RateLimit>();

/**
 * Counts the requests of routes that are `@Limited`. Interceptors run after all guards, so the user is known wherever
 * the decorator stands. They run before the body is validated, so invalid requests count too.
 */
@Injectable()
export class LimitInterceptor implements NestInterceptor {
  private readonly counters = new Map<RateLimitPolicy, Counter>();

  constructor(
    private readonly reflector: Reflector,
    private readonly store: LimitStoreService,
    private readonly keys: AccountKeysService,
  ) {}

  /** @throws {RateLimitedError} */
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    // The route's own limit replaces its controller's.
    const limit = this.reflector.getAllAndOverride(LimitRequired, [context.getHandler(), context.getClass()]);
    const tightest = await this.count(limit, http.getRequest<FastifyRequest>());
    if (tightest !== undefined) http.getResponse<FastifyReply>().headers(rateLimitHeaders(tightest));
    return next.handle();
  }

  /** @returns the status of the policy with the least remaining; undefined when no policy applies to the request */
  private async count(limit: RateLimit, request: FastifyRequest): Promise<RateLimitStatus | undefined> {
    let tightest: RateLimitStatus | undefined;
    for (const policy of limit.policies) {
      const key = this.keyOf(policy, request);
      if (key === undefined) continue;
      const counter = this.counterOf(limit.name, policy);
      const { allowed, remaining, resetMs } = await counter.consume(key);
      const resetSeconds = Math.max(1, Math.ceil(resetMs / 1000));
      const status = { limit: counter.points, windowSeconds: counter.seconds, remaining, resetSeconds };
      if (!allowed) throw new RateLimitedError(status);
      if (tightest === undefined || remaining < tightest.remaining) tightest = status;
    }
    return tightest;
  }

  private counterOf(name: string, policy: RateLimitPolicy): Counter {
    const existing = this.counters.get(policy);
    if (existing !== undefined) return existing;
    const { counts, points, seconds, perProcess = false } = policy;
    const prefix = `${name}:${counts}:${seconds}`;
    const counter = perProcess
      ? this.store.processCounter({ prefix, points, seconds })
      : this.store.counter({ prefix, points, seconds, remembersRefusals: true });
    this.counters.set(policy, counter);
    return counter;
  }

  /**
   * Undefined when the body lacks the name; validation will refuse it. A policy by user on a route without authentication
   * is a programming error: reading the missing principal throws.
   */
  private keyOf(policy: RateLimitPolicy, request: FastifyRequest): string | undefined {
    switch (policy.counts) {
      case 'address':
        return addressKey(clientAddress(request));
      case 'user':
        return String((request as AuthenticatedRequest).principal.id);
      default: {
        const name = (request.body as Record<string, unknown> | undefined | null)?.[policy.field];
        if (typeof name !== 'string') return undefined;
        if (policy.counts === 'mailbox') return this.keys.mailbox(name);
        return policy.counts === 'account'
          ? this.keys.account(name)
          : this.keys.accountAtAddress(name, clientAddress(request));
      }
    }
  }
}
