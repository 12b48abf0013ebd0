import { Body, Controller, Delete, Get, Header, HttpCode, Inject, Patch, Post, Put, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ENVIRONMENT, type Environment } from '../../platform/config/environment.ts';
import { ApiProblems } from '../../platform/http/api-problems.decorator.ts';
import { attachment, attachmentHeader } from '../../platform/http/attachment.ts';
import { type ClientInfo, CurrentClient } from '../../platform/http/client-info.ts';
import { Limited } from '../../platform/limits/limited.decorator.ts';
import { readLimit } from '../../platform/limits/read.limits.ts';
import { DevicesService } from '../devices/devices.service.ts';
import { confirmationLimit } from '../passwords/confirmation.limits.ts';
import { type Confirmation, confirmationSchema } from '../passwords/password.schemas.ts';
import { SessionCookiesService } from '../sessions/session-cookies.service.ts';
import { SessionsService } from '../sessions/sessions.service.ts';
import { CurrentUser, SignedIn } from '../sessions/signed-in.decorator.ts';
import type { SignedInUser } from '../sessions/signed-in.guard.ts';
import { type Account, accountSchema, toAccount } from '../users/user.schemas.ts';
import { accountChangeLimit, accountExportLimit, registerLimit } from './account.limits.ts';
import {
  type AccountChanges,
  accountChangesSchema,
  type PasswordChange,
  passwordChangeSchema,
  type Registration,
  registrationSchema,
} from './account.schemas.ts';
import { AccountChangesService } from './account-changes.service.ts';
import { type AccountExport, accountExportSchema } from './account-export.schemas.ts';
import { AccountExportsService } from './account-exports.service.ts';
import { AccountsService } from './accounts.service.ts';

@ApiTags('account')
@Controller('api/auth')
export class AccountController {
  constructor(
    @Inject(ENVIRONMENT) private readonly environment: Environment,
    private readonly accounts: AccountsService,
    private readonly changes: AccountChangesService,
    private readonly exports: AccountExportsService,
    private readonly sessions: SessionsService,
    private readonly cookies: SessionCookiesService,
    private readonly devices: DevicesService,
  ) {}

  @Post('register')
  @Limited(registerLimit)
  @ApiOperation({ summary: 'Register an account' })
  @ApiResponse({ status: 201, standardSchema: accountSchema })
  @ApiProblems(409, 422)
  async register(@Body({ schema: registrationSchema }) registration: Registration): Promise<Account> {
    return toAccount(await this.accounts.register(registration), this.environment);
  }

  @Get('me')
  @Limited(readLimit)
  @SignedIn({ beforePasswordChange: true, beforeSecondFactor: true })
  @ApiOperation({ summary: 'Get your account' })
  @ApiResponse({ status: 200, standardSchema: accountSchema })
  getMe(@CurrentUser() { user }: SignedInUser): Account {
    return toAccount(user, this.environment);
  }

  @Patch('me')
  @Limited(accountChangeLimit)
  @SignedIn({ beforeSecondFactor: true })
  @ApiOperation({
    summary: 'Change the username or the email, confirmed with the password',
    description: 'A new address is not verified until the link that is mailed to it is used.',
  })
  @ApiResponse({ status: 200, standardSchema: accountSchema })
  @ApiProblems(409, 422)
  async changeMe(
    @CurrentUser() { user }: SignedInUser,
    @Body({ schema: accountChangesSchema }) changes: AccountChanges,
  ): Promise<Account> {
    return toAccount(await this.changes.change(user.id, changes), this.environment);
  }

  @Put('me/password')
  @Limited(confirmationLimit)
  @HttpCode(204)
  @SignedIn({ beforePasswordChange: true, beforeSecondFactor: true })
  @ApiOperation({
    summary: 'Change the password and end every session',
    description: 'A browser stays signed in and gets new cookies. A client with a bearer token must sign in again.',
  })
  @ApiResponse({ status: 204, description: 'The new password is set' })
  @ApiProblems(404, 422)
  async changePassword(
    @CurrentUser() { user }: SignedInUser,
    @Body({ schema: passwordChangeSchema }) change: PasswordChange,
    @CurrentClient() client: ClientInfo,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const changed = await this.changes.changePassword(user.id, change);
    const isBrowser = request.headers.authorization === undefined;
    if (!isBrowser) return;
    this.cookies.set(reply, await this.sessions.start(changed, client));
    this.devices.remember(request, reply, changed);
  }

  @Get('me/export')
  @Limited(accountExportLimit)
  @SignedIn()
  @Header(...attachment('taskyard-account.json'))
  @ApiOperation({ summary: 'Download everything that is stored about you, except your tasks' })
  @ApiResponse({ status: 200, standardSchema: accountExportSchema, headers: attachmentHeader })
  exportMe(@CurrentUser() signedIn: SignedInUser): Promise<AccountExport> {
    return this.exports.create(signedIn);
  }

  @Delete('me')
  @HttpCode(204)
  @SignedIn()
  @Limited(confirmationLimit)
  @ApiOperation({ summary: 'Delete the account and everything in it, confirmed with the password' })
  @ApiResponse({ status: 204, description: 'The account and its sessions are deleted' })
  @ApiProblems(409, 422)
  async removeMe(
    @CurrentUser() { user }: SignedInUser,
    @Body({ schema: confirmationSchema }) { password }: Confirmation,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.accounts.remove(user.id, password);
    this.cookies.clear(reply);
  }
}
