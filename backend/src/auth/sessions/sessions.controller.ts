import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems } from '../../platform/http/api-problems.decorator.ts';
import { UnauthenticatedError } from '../../platform/http/http.errors.ts';
import { CurrentVisit, type Visit } from '../../platform/http/visit.ts';
import { Limited } from '../../platform/limits/limited.decorator.ts';
import { presentUser } from '../accounts/account.schemas.ts';
import { Devices as DevicesService } from './devices.service.ts';
import {
  type Credentials,
  credentialsSchema,
  type Devices,
  devicesSchema,
  type EndSessions,
  endSessionsSchema,
  type Refresh,
  refreshSchema,
  type Session,
  sessionIdSchema,
  sessionSchema,
  type Tokens,
  tokensSchema,
} from './session.schemas.ts';
import { SessionCookieJar } from './session-cookie-jar.service.ts';
import { Sessions, type SessionTokens } from './sessions.service.ts';
import { SignIn } from './sign-in.service.ts';
import { CurrentViewer, SignedIn } from './signed-in.decorator.ts';
import type { Viewer } from './signed-in.guard.ts';

@ApiTags('sessions')
@Controller('api/auth')
export class SessionsController {
  constructor(
    private readonly signInService: SignIn,
    private readonly sessions: Sessions,
    private readonly devices: DevicesService,
    private readonly jar: SessionCookieJar,
  ) {}

  @Post('login')
  @Limited('sign-in')
  @HttpCode(200)
  @ApiOperation({ summary: 'Exchange credentials for tokens, for API clients' })
  @ApiResponse({ status: 200, standardSchema: tokensSchema })
  @ApiProblems(401, 422)
  async login(
    @Body({ schema: credentialsSchema }) credentials: Credentials,
    @CurrentVisit() visit: Visit,
  ): Promise<Tokens> {
    return present(await this.signInService.withPassword(credentials, visit));
  }

  @Post('refresh')
  @Limited('refresh')
  @HttpCode(200)
  @ApiOperation({ summary: 'Exchange a refresh token for new tokens, for API clients' })
  @ApiResponse({ status: 200, standardSchema: tokensSchema })
  @ApiProblems(401, 422)
  async refresh(
    @Body({ schema: refreshSchema }) { refresh_token }: Refresh,
    @CurrentVisit() visit: Visit,
  ): Promise<Tokens> {
    return present(await this.sessions.refresh(refresh_token, visit));
  }

  @Post('session')
  @Limited('sign-in')
  @ApiOperation({ summary: 'Sign a browser in: the session lives in httpOnly cookies that scripts cannot read' })
  @ApiResponse({ status: 201, standardSchema: sessionSchema })
  @ApiProblems(401, 422)
  async signIn(
    @Body({ schema: credentialsSchema }) credentials: Credentials,
    @Req() request: FastifyRequest,
    @CurrentVisit() visit: Visit,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    const tokens = await this.signInService.withPassword(credentials, visit);
    // The cookies are about to be overwritten; what they opened would live on, unseen.
    await this.sessions.end(this.jar.refreshToken(request) ?? '');
    return this.jar.fill(reply, tokens);
  }

  @Post('session/refresh')
  @Limited('refresh')
  @HttpCode(200)
  @ApiOperation({ summary: 'Renew a browser’s session by its refresh cookie' })
  @ApiResponse({ status: 200, standardSchema: sessionSchema })
  @ApiProblems(401)
  async refreshSession(
    @Req() request: FastifyRequest,
    @CurrentVisit() visit: Visit,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    try {
      return this.jar.fill(reply, await this.sessions.refresh(this.jar.refreshToken(request) ?? '', visit));
    } catch (error) {
      if (error instanceof UnauthenticatedError) this.jar.empty(reply);
      throw error;
    }
  }

  @Delete('session')
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign a browser out' })
  @ApiResponse({ status: 204, description: 'Signed out, also when nobody was signed in' })
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    this.jar.empty(reply);
    await this.sessions.end(this.jar.refreshToken(request) ?? '');
  }

  @Get('sessions')
  @SignedIn()
  @ApiOperation({ summary: 'Where you are signed in' })
  @ApiResponse({ status: 200, standardSchema: devicesSchema })
  listSessions(@CurrentViewer() viewer: Viewer): Promise<Devices> {
    return this.devices.list(viewer);
  }

  @Delete('sessions')
  @HttpCode(204)
  @SignedIn()
  @Limited('write')
  @ApiOperation({ summary: 'Sign out everywhere, or everywhere else' })
  @ApiResponse({ status: 204, description: 'Signed out' })
  @ApiProblems(422)
  async endSessions(
    @CurrentViewer() viewer: Viewer,
    @Query({ schema: endSessionsSchema }) { keep }: EndSessions,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.devices.endAll(viewer, keep);
    if (keep === undefined) this.jar.empty(reply);
  }

  @Delete('sessions/:id')
  @HttpCode(204)
  @SignedIn()
  @Limited('write')
  @ApiOperation({ summary: 'Sign one device out' })
  @ApiResponse({ status: 204, description: 'Signed out' })
  @ApiProblems(404, 422)
  async endSession(
    @CurrentViewer() viewer: Viewer,
    @Param('id', { schema: sessionIdSchema }) id: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.devices.end(viewer, id);
    if (id === viewer.sessionId) this.jar.empty(reply);
  }
}

function present({ accessToken, accessTtl, refreshToken, refreshTtl, user }: SessionTokens): Tokens {
  return {
    token: accessToken,
    token_type: 'Bearer',
    expires_in: accessTtl,
    refresh_token: refreshToken,
    refresh_expires_in: refreshTtl,
    user: presentUser(user),
  };
}
