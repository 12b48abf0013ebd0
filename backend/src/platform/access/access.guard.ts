import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { parseCookie } from 'cookie';
import type { FastifyRequest } from 'fastify';
import { ENVIRONMENT, type Environment } from '../config/environment.ts';
import { UnauthenticatedError } from '../http/http.errors.ts';
import { InsufficientScopeError, PasswordChangeRequiredError } from './access.errors.ts';
import { AccessTokenVerifierService } from './access-token-verifier.service.ts';
import { looksPersonal } from './personal-access-token.ts';
import { PersonalAccessTokenVerifierService } from './personal-access-token-verifier.service.ts';
import type { Principal, Scope } from './principal.ts';
import { sessionCookiesOf } from './session-cookies.ts';

/** A request that {@link AccessGuard} let through. */
export interface AuthenticatedRequest extends FastifyRequest {
  principal: Principal;
}

/** What a route asks of those who call it. */
export interface AccessRequirement {
  readonly scope: Scope;
  /** Open also to those who have to change their password first. Default false. */
  readonly beforePasswordChange?: boolean;
}

export const AccessRequired = Reflector.createDecorator<AccessRequirement>();

/**
 * Lets a request through when its bearer token, or else its session cookie, verifies and reaches far enough. Personal
 * access tokens are for scripts and count as bearer tokens alone.
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
    const principal = await this.identify(request);
    // The route's own requirement goes before its controller's.
    const required = this.reflector.getAllAndOverride(AccessRequired, [context.getHandler(), context.getClass()]);
    if (!principal.scopes.includes(required.scope)) throw new InsufficientScopeError(required.scope);
    if (principal.mustChangePassword && !required.beforePasswordChange) throw new PasswordChangeRequiredError();
    request.principal = principal;
    return true;
  }

  private async identify({ headers }: FastifyRequest): Promise<Principal> {
    const { authorization } = headers;
    // A header that was sent decides, even a wrong one: falling back to the cookie would hide the mistake.
    const bearer = authorization === undefined ? undefined : (/^Bearer (\S+)$/i.exec(authorization)?.[1] ?? '');
    if (bearer !== undefined && looksPersonal(bearer)) return this.personalTokens.verify(bearer);
    const token = bearer ?? parseCookie(headers.cookie ?? '')[this.cookieName];
    if (token === undefined) throw new UnauthenticatedError();
    return this.accessTokens.verify(token);
  }
}
