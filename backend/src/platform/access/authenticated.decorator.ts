import { applyDecorators, createParamDecorator, type ExecutionContext, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth } from '@nestjs/swagger';
import { ApiProblems } from '../http/api-problems.decorator.ts';
import { AccessGuard, AccessRequired, type AccessRequirement, type AuthenticatedRequest } from './access.guard.ts';
import type { Principal } from './principal.ts';

/** Requires a bearer token or a session that fulfils `required`, for a route or for each route of a controller. */
export function Authenticated(required: AccessRequirement) {
  return applyDecorators(
    AccessRequired(required),
    UseGuards(AccessGuard),
    ApiBearerAuth(),
    ApiCookieAuth(),
    ApiProblems(401, 403),
  );
}

/** The {@link Principal} of the request, on {@link Authenticated} routes. */
export const CurrentPrincipal = createParamDecorator(
  (_data: undefined, context: ExecutionContext): Principal =>
    context.switchToHttp().getRequest<AuthenticatedRequest>().principal,
);
