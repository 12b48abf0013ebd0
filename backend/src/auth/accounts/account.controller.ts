import { Body, Controller, Delete, Get, HttpCode, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiProblems } from '../../http/api-problems.decorator.ts';
import { SessionCookieJar } from '../sessions/session-cookie-jar.service.ts';
import { CurrentViewer, SignedIn } from '../sessions/signed-in.decorator.ts';
import type { Viewer } from '../sessions/signed-in.guard.ts';
import {
  type Confirmation,
  confirmationSchema,
  presentUser,
  type Registration,
  registerSchema,
  type User,
  userSchema,
} from './account.schemas.ts';
import { Accounts } from './accounts.service.ts';

@ApiTags('account')
@Controller('api/auth')
export class AccountController {
  constructor(
    private readonly accounts: Accounts,
    private readonly jar: SessionCookieJar,
  ) {}

  @Post('register')
  @ApiOperation({ summary: 'Open an account' })
  @ApiResponse({ status: 201, standardSchema: userSchema })
  @ApiProblems(409, 422)
  async register(@Body({ schema: registerSchema }) registration: Registration): Promise<User> {
    return presentUser(await this.accounts.register(registration));
  }

  @Get('me')
  @SignedIn({ beforePasswordChange: true })
  @ApiOperation({ summary: 'Who is signed in' })
  @ApiResponse({ status: 200, standardSchema: userSchema })
  getMe(@CurrentViewer() { user }: Viewer): User {
    return presentUser(user);
  }

  @Delete('me')
  @HttpCode(204)
  @SignedIn()
  @ApiOperation({ summary: 'Close the account and delete everything in it, confirmed by the password' })
  @ApiResponse({ status: 204, description: 'The account is gone, and every session with it' })
  @ApiProblems(422)
  async removeMe(
    @CurrentViewer() { user }: Viewer,
    @Body({ schema: confirmationSchema }) { password }: Confirmation,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.accounts.remove(user.id, password);
    this.jar.empty(reply);
  }
}
