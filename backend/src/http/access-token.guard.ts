import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { parseCookie } from 'cookie';
import type { FastifyRequest } from 'fastify';
import { ENVIRONMENT, type Environment } from '../config/environment.ts';
import { AccessTokenVerifier, type Identity } from './access-token-verifier.service.ts';
import { UnauthenticatedError } from './http.errors.ts';
import { sessionCookieOf } from './session-cookie.ts';

/** A request that {@link AccessTokenGuard} let through. */
export interface AuthenticatedRequest extends FastifyRequest {
  identity: Identity;
}

/** Lets a request through when its bearer token, or else its session cookie, verifies. */
@Injectable()
export class AccessTokenGuard implements CanActivate {
  private readonly cookieName: string;

  constructor(
    @Inject(ENVIRONMENT) environment: Environment,
    private readonly verifier: AccessTokenVerifier,
  ) {
    this.cookieName = sessionCookieOf(environment).name;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const token = this.tokenOf(request);
    if (token === undefined) throw new UnauthenticatedError();
    request.identity = await this.verifier.verify(token);
    return true;
  }

  private tokenOf(request: FastifyRequest): string | undefined {
    const { authorization } = request.headers;
    // A header that was sent decides, even a wrong one: falling back to the cookie would hide the mistake.
    if (authorization !== undefined) return /^Bearer (\S+)$/i.exec(authorization)?.[1];
    return parseCookie(request.headers.cookie ?? '')[this.cookieName];
  }
}
