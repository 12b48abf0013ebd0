import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { parseCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type SessionCookies, sessionCookiesOf } from '../../platform/access/session-cookies.ts';
import { ENVIRONMENT, type Environment } from '../../platform/config/environment.ts';
import { CredentialsService } from '../passwords/credentials.service.ts';
import { DeviceCookie, type DeviceUser } from './device-cookie.ts';

/** Half a year, from the last sign-in. */
const maxAgeSeconds = 180 * 86_400;

/**
 * Recognises browsers that have signed in to an account before. Others cannot lock such a browser out: its failures are
 * counted on their own. It is no proof of identity, so the browser needs the password all the same.
 */
@Injectable()
export class DevicesService {
  private readonly cookies: SessionCookies;
  private readonly device: DeviceCookie;

  constructor(
    @Inject(ENVIRONMENT) environment: Environment,
    private readonly adapterHost: HttpAdapterHost,
    private readonly credentials: CredentialsService,
  ) {
    this.cookies = sessionCookiesOf(environment);
    this.device = new DeviceCookie(environment.ENCRYPTION_KEY ?? '');
  }

  /**
   * @param login the username or email as typed. It is looked up only for a browser that has a cookie, so a stranger
   * learns nothing from the time it takes.
   * @returns a name for the browser; undefined when it has not signed in to this account since the last new password
   */
  async recognise(request: FastifyRequest, login: string): Promise<string | undefined> {
    const value = this.valueOf(request);
    if (this.device.namedUsers(value).length === 0) return undefined;
    const user = await this.credentials.findByLogin(login);
    return user === null ? undefined : this.device.nonceOf(value, user);
  }

  /** Makes the browser one that the account has signed in from. @returns whether it was one before */
  remember(request: FastifyRequest, reply: FastifyReply, user: DeviceUser): boolean {
    const { device, options } = this.cookies;
    const before = this.valueOf(request);
    const value = this.device.withUser(before, user);
    this.adapterHost.httpAdapter.setCookie(reply, device, value, { ...options, maxAge: maxAgeSeconds });
    return this.device.nonceOf(before, user) !== undefined;
  }

  private valueOf(request: FastifyRequest): string {
    return parseCookie(request.headers.cookie ?? '')[this.cookies.device] ?? '';
  }
}
