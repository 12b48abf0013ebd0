import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { parseCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type SessionCookies, sessionCookiesOf } from '../../platform/access/session-cookies.ts';
import { ENVIRONMENT, type Environment } from '../../platform/config/environment.ts';
import type { Session } from './session.schemas.ts';
import type { SessionTokens } from './sessions.service.ts';

/** Sets, reads and clears the httpOnly cookies that hold a browser's tokens. */
@Injectable()
export class SessionCookiesService {
  private readonly cookies: SessionCookies;

  constructor(
    @Inject(ENVIRONMENT) environment: Environment,
    private readonly adapterHost: HttpAdapterHost,
  ) {
    this.cookies = sessionCookiesOf(environment);
  }

  /** @returns the response body, without the tokens */
  set(reply: FastifyReply, { accessToken, accessTtl, refreshToken, refreshTtl, account }: SessionTokens): Session {
    const { httpAdapter } = this.adapterHost;
    const { access, refresh, options } = this.cookies;
    httpAdapter.setCookie(reply, access, accessToken, { ...options, maxAge: accessTtl });
    httpAdapter.setCookie(reply, refresh, refreshToken, { ...options, maxAge: refreshTtl });
    return { user: account, expires_at: new Date(Date.now() + refreshTtl * 1000).toISOString() };
  }

  clear(reply: FastifyReply): void {
    const { access, refresh, options } = this.cookies;
    for (const name of [access, refresh]) this.adapterHost.httpAdapter.clearCookie(reply, name, options);
  }

  refreshToken(request: FastifyRequest): string | undefined {
    return parseCookie(request.headers.cookie ?? '')[this.cookies.refresh];
  }
}
