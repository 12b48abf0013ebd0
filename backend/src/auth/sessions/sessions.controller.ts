import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems } from '../../platform/http/api-problems.decorator.ts';
import { type ClientInfo, CurrentClient } from '../../platform/http/client-info.ts';
import { UnauthenticatedError } from '../../platform/http/http.errors.ts';
import { Limited } from '../../platform/limits/limited.decorator.ts';
import { toAccount } from '../accounts/account.schemas.ts';
import {
  type Credentials,
  credentialsSchema,
  type EndSessions,
  endSessionsSchema,
  type Refresh,
  refreshSchema,
  type Session,
  type SessionList,
  sessionIdSchema,
  sessionListSchema,
  sessionSchema,
  type Tokens,
  tokensSchema,
} from './session.schemas.ts';
import { SessionCookieJarService } from './session-cookie-jar.service.ts';
import { SessionListService } from './session-list.service.ts';
import { SessionsService, type SessionTokens } from './sessions.service.ts';
import { SignInService } from './sign-in.service.ts';
import { CurrentUser, SignedIn } from './signed-in.decorator.ts';
import type { SignedInUser } from './signed-in.guard.ts';

@ApiTags('sessions')
@Controller('api/auth')
export class SessionsController {
  constructor(
    private readonly signInService: SignInService,
    private readonly sessions: SessionsService,
    private readonly sessionList: SessionListService,
    private readonly jar: SessionCookieJarService,
  ) {}

  @Post('login')
  @Limited('sign-in')
  @HttpCode(200)
  @ApiOperation({ summary: 'Exchange credentials for tokens, for API clients' })
  @ApiResponse({ status: 200, standardSchema: tokensSchema })
  @ApiProblems(401, 422)
  async login(
    @Body({ schema: credentialsSchema }) credentials: Credentials,
    @CurrentClient() client: ClientInfo,
  ): Promise<Tokens> {
    return present(await this.signInService.withPassword(credentials, client));
  }

  @Post('refresh')
  @Limited('refresh')
  @HttpCode(200)
  @ApiOperation({ summary: 'Exchange a refresh token for new tokens, for API clients' })
  @ApiResponse({ status: 200, standardSchema: tokensSchema })
  @ApiProblems(401, 422)
  async refresh(
    @Body({ schema: refreshSchema }) { refresh_token }: Refresh,
    @CurrentClient() client: ClientInfo,
  ): Promise<Tokens> {
    return present(await this.sessions.refresh(refresh_token, client));
  }

  @Post('session')
  @Limited('sign-in')
  @ApiOperation({ summary: 'Sign a browser in: the session lives in httpOnly cookies that scripts cannot read' })
  @ApiResponse({ status: 201, standardSchema: sessionSchema })
  @ApiProblems(401, 422)
  async signIn(
    @Body({ schema: credentialsSchema }) credentials: Credentials,
    @Req() request: FastifyRequest,
    @CurrentClient() client: ClientInfo,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    const tokens = await this.signInService.withPassword(credentials, client);
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
    @CurrentClient() client: ClientInfo,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    try {
      return this.jar.fill(reply, await this.sessions.refresh(this.jar.refreshToken(request) ?? '', client));
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
  @ApiResponse({ status: 200, standardSchema: sessionListSchema })
  listSessions(@CurrentUser() signedIn: SignedInUser): Promise<SessionList> {
    return this.sessionList.list(signedIn);
  }

  @Delete('sessions')
  @HttpCode(204)
  @SignedIn()
  @Limited('write')
  @ApiOperation({ summary: 'Sign out everywhere, or everywhere else' })
  @ApiResponse({ status: 204, description: 'Signed out' })
  @ApiProblems(422)
  async endSessions(
    @CurrentUser() signedIn: SignedInUser,
    @Query({ schema: endSessionsSchema }) { keep }: EndSessions,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.sessionList.endAll(signedIn, keep);
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
    @CurrentUser() signedIn: SignedInUser,
    @Param('id', { schema: sessionIdSchema }) id: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.sessionList.end(signedIn, id);
    if (id === signedIn.sessionId) this.jar.empty(reply);
  }
}

function present({ accessToken, accessTtl, refreshToken, refreshTtl, user }: SessionTokens): Tokens {
  return {
    token: accessToken,
    token_type: 'Bearer',
    expires_in: accessTtl,
    refresh_token: refreshToken,
    refresh_expires_in: refreshTtl,
    user: toAccount(user),
  };
}
