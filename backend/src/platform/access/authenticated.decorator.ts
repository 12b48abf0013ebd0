import { applyDecorators, createParamDecorator, type ExecutionContext, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth } from '@nestjs/swagger';
import { ApiProblems } from '../http/api-problems.decorator.ts';
import { AccessGuard, AccessRequired, type AccessRequirement, type AuthenticatedRequest } from './access.guard.ts';
import type { Principal } from './principal.ts';

/** Marks a route, or all of a controller's, as needing a bearer token or a session that reaches as far as `required`. */
export function Authenticated(required: AccessRequirement) {
  return applyDecorators(
    AccessRequired(required),
    UseGuards(AccessGuard),
    ApiBearerAuth(),
    ApiCookieAuth(),
    ApiProblems(401, 403),
  );
}

/** The {@link Principal} behind the request of an {@link Authenticated} route. */
export const CurrentIdentity = createParamDecorator(
  (_data: undefined, context: ExecutionContext): Principal =>
    context.switchToHttp().getRequest<AuthenticatedRequest>().principal,
);
