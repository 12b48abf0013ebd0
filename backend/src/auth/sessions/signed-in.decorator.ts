import { applyDecorators, createParamDecorator, type ExecutionContext, UseGuards } from '@nestjs/common';
import { Authenticated } from '../../platform/access/authenticated.decorator.ts';
import type { Role } from '../../platform/access/principal.ts';
import { RoleRequired, SignedInGuard, type SignedInRequest, type SignedInUser } from './signed-in.guard.ts';

export interface SignedInOptions {
  /** Who may call it. Default: anybody signed in. */
  readonly role?: Role;
  /** Open also to those who have to change their password first. Default false. */
  readonly beforePasswordChange?: boolean;
}

/** Marks a route, or all of a controller's, as one that people call in a session; personal access tokens are refused. */
export function SignedIn({ role = 'user', beforePasswordChange = false }: SignedInOptions = {}) {
  return applyDecorators(
    Authenticated({ scope: 'account', beforePasswordChange }),
    RoleRequired(role),
    UseGuards(SignedInGuard),
  );
}

/** The {@link SignedInUser} of a {@link SignedIn} route. */
export const CurrentUser = createParamDecorator(
  (_data: undefined, context: ExecutionContext): SignedInUser =>
    context.switchToHttp().getRequest<SignedInRequest>().signedIn,
);
