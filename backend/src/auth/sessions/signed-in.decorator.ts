import { applyDecorators, createParamDecorator, type ExecutionContext, UseGuards } from '@nestjs/common';
import { Authenticated } from '../../platform/access/authenticated.decorator.ts';
import type { Role } from '../../platform/access/principal.ts';
import {
  ConfirmationNeeded,
  RoleRequired,
  SignedInGuard,
  type SignedInRequest,
  type SignedInUser,
} from './signed-in.guard.ts';

interface SignedInOptions {
  /** The role that the user must have. Default: any signed-in user. */
  readonly role?: Role;
  /** Whether users who must change their password first can call it too. Default: false. */
  readonly beforePasswordChange?: boolean;
  /** Whether users who must set up two-step verification first can call it too. Default: false. */
  readonly beforeSecondFactor?: boolean;
}

/** Requires a session for a route or for all routes of a controller. Personal access tokens are refused. */
export function SignedIn({
  role = 'user',
  beforePasswordChange = false,
  beforeSecondFactor = false,
}: SignedInOptions = {}) {
  return applyDecorators(
    Authenticated({ scope: 'account', beforePasswordChange, beforeSecondFactor }),
    RoleRequired(role),
    UseGuards(SignedInGuard),
  );
}

/** Long enough for several actions in a row. A session that was left open for longer does not help its finder. */
const confirmationSeconds = 600;

/**
 * Requires that the user signed in, or confirmed the session with a password, a code or a passkey, within the last ten
 * minutes. For {@link SignedIn} routes.
 */
export function RecentlyConfirmed() {
  return ConfirmationNeeded({ withinSeconds: confirmationSeconds });
}

/** The {@link SignedInUser} of a {@link SignedIn} route. */
export const CurrentUser = createParamDecorator(
  (_data: undefined, context: ExecutionContext): SignedInUser =>
    context.switchToHttp().getRequest<SignedInRequest>().signedIn,
);
