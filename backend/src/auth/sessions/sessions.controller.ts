import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems } from '../../platform/http/api-problems.decorator.ts';
import { type ClientInfo, CurrentClient } from '../../platform/http/client-info.ts';
import { UnauthenticatedError } from '../../platform/http/http.errors.ts';
import { Limited } from '../../platform/limits/limited.decorator.ts';
import { readLimit } from '../../platform/limits/read.limits.ts';
import { writeLimit } from '../../platform/limits/write.limits.ts';
import { refreshLimit } from './session.limits.ts';
import {
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
  toTokens,
} from './session.schemas.ts';
import { SessionCookiesService } from './session-cookies.service.ts';
import { SessionListService } from './session-list.service.ts';
import { SessionsService } from './sessions.service.ts';
import { CurrentUser, RecentlyConfirmed, SignedIn } from './signed-in.decorator.ts';
import type { SignedInUser } from './signed-in.guard.ts';

@ApiTags('sessions')
@Controller('api/auth')
export class SessionsController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly sessionList: SessionListService,
    private readonly cookies: SessionCookiesService,
  ) {}

  @Post('refresh')
  @Limited(refreshLimit)
  @HttpCode(200)
  @ApiOperation({ summary: 'Exchange a refresh token for new tokens, for API clients' })
  @ApiResponse({ status: 200, standardSchema: tokensSchema })
  @ApiProblems(401, 422)
  async refresh(
    @Body({ schema: refreshSchema }) { refresh_token }: Refresh,
    @CurrentClient() client: ClientInfo,
  ): Promise<Tokens> {
    return toTokens(await this.sessions.refresh(refresh_token, client));
  }

  @Post('session/refresh')
  @Limited(refreshLimit)
  @HttpCode(200)
  @ApiOperation({ summary: 'Refresh a browser’s session with its refresh cookie' })
  @ApiResponse({ status: 200, standardSchema: sessionSchema })
  @ApiProblems(401)
  async refreshSession(
    @Req() request: FastifyRequest,
    @CurrentClient() client: ClientInfo,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    try {
      return this.cookies.set(reply, await this.sessions.refresh(this.cookies.refreshToken(request) ?? '', client));
    } catch (error) {
      if (error instanceof UnauthenticatedError) this.cookies.clear(reply);
      throw error;
    }
  }

  @Delete('session')
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign a browser out' })
  @ApiResponse({ status: 204, description: 'Signed out. The answer is the same when there was no session.' })
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    this.cookies.clear(reply);
    await this.sessions.end(this.cookies.refreshToken(request) ?? '');
  }

  @Get('sessions')
  @Limited(readLimit)
  @SignedIn()
  @ApiOperation({ summary: 'List your sessions' })
  @ApiResponse({ status: 200, standardSchema: sessionListSchema })
  listSessions(@CurrentUser() signedIn: SignedInUser): Promise<SessionList> {
    return this.sessionList.list(signedIn);
  }

  @Delete('sessions')
  @HttpCode(204)
  @SignedIn()
  @RecentlyConfirmed()
  @Limited(writeLimit)
  @ApiOperation({ summary: 'End all of your sessions, or all but the current one' })
  @ApiResponse({ status: 204, description: 'Signed out' })
  @ApiProblems(422)
  async endSessions(
    @CurrentUser() signedIn: SignedInUser,
    @Query({ schema: endSessionsSchema }) { keep }: EndSessions,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.sessionList.endAll(signedIn, keep);
    if (keep === undefined) this.cookies.clear(reply);
  }

  @Delete('sessions/:id')
  @HttpCode(204)
  @SignedIn()
  @RecentlyConfirmed()
  @Limited(writeLimit)
  @ApiOperation({ summary: 'End one of your sessions' })
  @ApiResponse({ status: 204, description: 'Signed out' })
  @ApiProblems(404, 422)
  async endSession(
    @CurrentUser() signedIn: SignedInUser,
    @Param('id', { schema: sessionIdSchema }) id: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.sessionList.end(signedIn, id);
    if (id === signedIn.sessionId) this.cookies.clear(reply);
  }
}
