import { applyDecorators, UseInterceptors } from '@nestjs/common';
import { ApiProblems } from '../http/api-problems.decorator.ts';
import { LimitInterceptor, LimitRequired } from './limit.interceptor.ts';
import type { LimitName } from './policies.ts';

/** Marks a route, or all of a controller's, as open only so often: see {@link policies} for what each name means. */
export function Limited(name: LimitName) {
  return applyDecorators(LimitRequired(name), UseInterceptors(LimitInterceptor), ApiProblems(429));
}
