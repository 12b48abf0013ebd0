import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems } from '../../platform/http/api-problems.decorator.ts';
import { type ClientInfo, CurrentClient } from '../../platform/http/client-info.ts';
import { Limited } from '../../platform/limits/limited.decorator.ts';
import { DevicesService } from '../devices/devices.service.ts';
import { NewDeviceNoticesService } from '../devices/new-device-notices.service.ts';
import { type Session, sessionSchema, type Tokens, tokensSchema, toTokens } from '../sessions/session.schemas.ts';
import { BrowserSignInService } from './browser-sign-in.service.ts';
import { signInLimit } from './sign-in.limits.ts';
import { type Credentials, credentialsSchema } from './sign-in.schemas.ts';
import { SignInService } from './sign-in.service.ts';

@ApiTags('sessions')
@Controller('api/auth')
export class SignInController {
  constructor(
    private readonly signInService: SignInService,
    private readonly browserSignIn: BrowserSignInService,
    private readonly devices: DevicesService,
    private readonly newDevices: NewDeviceNoticesService,
  ) {}

  @Post('login')
  @Limited(signInLimit)
  @HttpCode(200)
  @ApiOperation({ summary: 'Exchange credentials for tokens, for API clients' })
  @ApiResponse({ status: 200, standardSchema: tokensSchema })
  @ApiProblems(401, 422)
  async login(
    @Body({ schema: credentialsSchema }) credentials: Credentials,
    @CurrentClient() client: ClientInfo,
  ): Promise<Tokens> {
    const tokens = await this.signInService.withPassword(credentials, client);
    this.newDevices.signedIn(tokens.user, client);
    return toTokens(tokens);
  }

  @Post('session')
  @Limited(signInLimit)
  @ApiOperation({ summary: 'Sign a browser in. The tokens are kept in httpOnly cookies, which scripts cannot read.' })
  @ApiResponse({ status: 201, standardSchema: sessionSchema })
  @ApiProblems(401, 422)
  async signIn(
    @Body({ schema: credentialsSchema }) credentials: Credentials,
    @Req() request: FastifyRequest,
    @CurrentClient() client: ClientInfo,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    const device = await this.devices.recognise(request, credentials.username);
    const tokens = await this.signInService.withPassword(credentials, client, device);
    return this.browserSignIn.complete(request, reply, tokens, client);
  }
}
