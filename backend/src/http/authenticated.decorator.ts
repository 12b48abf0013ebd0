import { applyDecorators, createParamDecorator, type ExecutionContext, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth } from '@nestjs/swagger';
import { AccessTokenGuard, type AuthenticatedRequest } from './access-token.guard.ts';
import type { Identity } from './access-token-verifier.service.ts';
import { ApiProblems } from './api-problems.decorator.ts';

/** Marks a route, or all of a controller's, as needing a bearer token or a session. */
export function Authenticated() {
  return applyDecorators(UseGuards(AccessTokenGuard), ApiBearerAuth(), ApiCookieAuth(), ApiProblems(401));
}

/** The {@link Identity} behind the request of an {@link Authenticated} route. */
export const CurrentIdentity = createParamDecorator(
  (_data: undefined, context: ExecutionContext): Identity =>
    context.switchToHttp().getRequest<AuthenticatedRequest>().identity,
);
