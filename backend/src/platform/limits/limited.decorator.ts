import { applyDecorators, UseInterceptors } from '@nestjs/common';
import { ApiProblems } from '../http/api-problems.decorator.ts';
import { LimitInterceptor, LimitRequired } from './limit.interceptor.ts';
import type { RateLimit } from './rate-limit.ts';

/** Limits how often a route, or each route of a controller, can be called. */
export function Limited(limit: RateLimit) {
  return applyDecorators(LimitRequired(limit), UseInterceptors(LimitInterceptor), ApiProblems(429));
}
