import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems } from '../../platform/http/api-problems.decorator.ts';
import { type ClientInfo, CurrentClient } from '../../platform/http/client-info.ts';
import { Limited } from '../../platform/limits/limited.decorator.ts';
import { type Session, sessionSchema } from '../sessions/session.schemas.ts';
import { BrowserSignInService } from '../sign-in/browser-sign-in.service.ts';
import { signInLimit } from '../sign-in/sign-in.limits.ts';
import { type PasskeySignIn, passkeySignInSchema } from './passkey.schemas.ts';
import { PasskeySignInService } from './passkey-sign-in.service.ts';
import { type RequestOptions, requestOptionsSchema } from './webauthn.schemas.ts';

@ApiTags('passkeys')
@Controller('api/auth/session/passkey')
export class PasskeySignInController {
  constructor(
    private readonly signIn: PasskeySignInService,
    private readonly browserSignIn: BrowserSignInService,
  ) {}

  @Post('options')
  @Limited(signInLimit)
  @ApiOperation({ summary: 'Start to sign in with a passkey: the options for the browser' })
  @ApiResponse({ status: 201, standardSchema: requestOptionsSchema })
  startPasskeySignIn(): Promise<RequestOptions> {
    return this.signIn.start();
  }

  @Post()
  @Limited(signInLimit)
  @ApiOperation({ summary: 'Sign a browser in with a passkey, which replaces the password and the second factor' })
  @ApiResponse({ status: 201, standardSchema: sessionSchema })
  @ApiProblems(401, 422)
  async signInWithPasskey(
    @Body({ schema: passkeySignInSchema }) { response }: PasskeySignIn,
    @Req() request: FastifyRequest,
    @CurrentClient() client: ClientInfo,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    const tokens = await this.signIn.finish(response, client);
    return this.browserSignIn.complete(request, reply, tokens, client);
  }
}
