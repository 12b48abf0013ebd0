import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { parseCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type SessionCookies, sessionCookiesOf } from '../../platform/access/session-cookies.ts';
import { ENVIRONMENT, type Environment } from '../../platform/config/environment.ts';
import { toAccount } from '../accounts/account.schemas.ts';
import type { Session } from './session.schemas.ts';
import type { SessionTokens } from './sessions.service.ts';

/** Gives browsers their tokens in cookies that scripts cannot read, and takes them away. */
@Injectable()
export class SessionCookieJarService {
  private readonly cookies: SessionCookies;

  constructor(
    @Inject(ENVIRONMENT) environment: Environment,
    private readonly adapterHost: HttpAdapterHost,
  ) {
    this.cookies = sessionCookiesOf(environment);
  }

  /** @returns what the browser's page may know about it */
  fill(reply: FastifyReply, { accessToken, accessTtl, refreshToken, refreshTtl, user }: SessionTokens): Session {
    const { httpAdapter } = this.adapterHost;
    const { access, refresh, options } = this.cookies;
    httpAdapter.setCookie(reply, access, accessToken, { ...options, maxAge: accessTtl });
    httpAdapter.setCookie(reply, refresh, refreshToken, { ...options, maxAge: refreshTtl });
    return { user: toAccount(user), expires_at: new Date(Date.now() + refreshTtl * 1000).toISOString() };
  }

  empty(reply: FastifyReply): void {
    const { access, refresh, options } = this.cookies;
    for (const name of [access, refresh]) this.adapterHost.httpAdapter.clearCookie(reply, name, options);
  }

  refreshToken(request: FastifyRequest): string | undefined {
    return parseCookie(request.headers.cookie ?? '')[this.cookies.refresh];
  }
}
