import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { parseCookie } from 'cookie';
import type { FastifyRequest } from 'fastify';
import { ENVIRONMENT, type Environment } from '../config/environment.ts';
import { UnauthenticatedError } from '../http/http.errors.ts';
import {
  InsufficientScopeError,
  PasswordChangeRequiredError,
  SecondFactorSetupRequiredError,
} from './access.errors.ts';
import { AccessTokenVerifierService } from './access-token-verifier.service.ts';
import { hasPersonalAccessTokenPrefix } from './personal-access-token.ts';
import { PersonalAccessTokenVerifierService } from './personal-access-token-verifier.service.ts';
import type { Principal, Scope } from './principal.ts';
import { sessionCookiesOf } from './session-cookies.ts';

/** A request that {@link AccessGuard} allowed. */
export interface AuthenticatedRequest extends FastifyRequest {
  principal: Principal;
}

/** What a route requires of the principal. */
export interface AccessRequirement {
  readonly scope: Scope;
  /** Whether users who must change their password first may use the route. Default false. */
  readonly beforePasswordChange?: boolean;
  /** Whether users who must set up two-step verification first may use the route. Default false. */
  readonly beforeSecondFactor?: boolean;
}

export const AccessRequired = Reflector.createDecorator<AccessRequirement>();

/**
 * Allows a request whose bearer token, or else session cookie, is valid and has the required scope. Personal access
 * tokens are for scripts, so they are accepted as bearer tokens only.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly cookieName: string;

  constructor(
    @Inject(ENVIRONMENT) environment: Environment,
    private readonly reflector: Reflector,
    private readonly accessTokens: AccessTokenVerifierService,
    private readonly personalTokens: PersonalAccessTokenVerifierService,
  ) {
    this.cookieName = sessionCookiesOf(environment).access;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const principal = await this.authenticate(request);
    // The route's own requirement replaces its controller's.
    const required = this.reflector.getAllAndOverride(AccessRequired, [context.getHandler(), context.getClass()]);
    if (!principal.scopes.includes(required.scope)) throw new InsufficientScopeError(required.scope);
    if (principal.mustChangePassword && !required.beforePasswordChange) throw new PasswordChangeRequiredError();
    if (principal.mustSetUpSecondFactor && !required.beforeSecondFactor) throw new SecondFactorSetupRequiredError();
    request.principal = principal;
    return true;
  }

  private async authenticate({ headers }: FastifyRequest): Promise<Principal> {
    const { authorization } = headers;
    // An Authorization header is used even when it is wrong: falling back to the cookie would hide the mistake.
    const bearer = authorization === undefined ? undefined : (/^Bearer (\S+)$/i.exec(authorization)?.[1] ?? '');
    if (bearer !== undefined && hasPersonalAccessTokenPrefix(bearer)) return this.personalTokens.verify(bearer);
    const token = bearer ?? parseCookie(headers.cookie ?? '')[this.cookieName];
    if (token === undefined) throw new UnauthenticatedError();
    return this.accessTokens.verify(token);
  }
}
