import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ClientInfo } from '../../platform/http/client-info.ts';
import { DevicesService } from '../devices/devices.service.ts';
import { NewDeviceNoticesService } from '../devices/new-device-notices.service.ts';
import type { Session } from '../sessions/session.schemas.ts';
import { SessionCookiesService } from '../sessions/session-cookies.service.ts';
import { SessionsService, type SessionTokens } from '../sessions/sessions.service.ts';

/** Completes every way in which a browser signs in. */
@Injectable()
export class BrowserSignInService {
  constructor(
    private readonly sessions: SessionsService,
    private readonly cookies: SessionCookiesService,
    private readonly devices: DevicesService,
    private readonly newDevices: NewDeviceNoticesService,
  ) {}

  /** Gives the browser the cookies of its new session, and tells the user by mail when the browser is new. */
  async complete(
    request: FastifyRequest,
    reply: FastifyReply,
    tokens: SessionTokens,
    client: ClientInfo,
  ): Promise<Session> {
    // The new cookies replace those of the browser's previous session. End it, or it would stay alive unused.
    await this.sessions.end(this.cookies.refreshToken(request) ?? '');
    const session = this.cookies.set(reply, tokens);
    if (!this.devices.remember(request, reply, tokens.user)) this.newDevices.signedIn(tokens.user, client);
    return session;
  }
}
