import { Body, Controller, HttpCode, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../platform/http/api-problems.decorator.ts';
import { type ClientInfo, CurrentClient } from '../../platform/http/client-info.ts';
import { Limited } from '../../platform/limits/limited.decorator.ts';
import { CurrentUser, SignedIn } from '../sessions/signed-in.decorator.ts';
import type { SignedInUser } from '../sessions/signed-in.guard.ts';
import { AddressVerificationService } from './address-verification.service.ts';
import {
  type Reset,
  type ResetRequest,
  resetRequestSchema,
  resetSchema,
  type Verification,
  verificationSchema,
} from './mail.schemas.ts';
import { PasswordResetService } from './password-reset.service.ts';

@ApiTags('mail')
@Controller('api/auth')
export class MailController {
  constructor(
    private readonly verification: AddressVerificationService,
    private readonly passwordReset: PasswordResetService,
  ) {}

  @Post('me/email-verification')
  @Limited('own-mail')
  @HttpCode(202)
  @SignedIn()
  @ApiOperation({ summary: 'Have the link that verifies your e-mail address mailed again' })
  @ApiResponse({ status: 202, description: 'It is on its way, unless the address is verified already' })
  requestEmailVerification(@CurrentUser() { user }: SignedInUser): void {
    this.verification.request(user);
  }

  @Post('email-verification')
  @Limited('link')
  @HttpCode(204)
  @ApiOperation({ summary: 'Verify an e-mail address by the link that was mailed to it' })
  @ApiResponse({ status: 204, description: 'Verified' })
  @ApiProblems(410, 422)
  verifyEmail(@Body({ schema: verificationSchema }) { token }: Verification): Promise<void> {
    return this.verification.complete(token);
  }

  @Post('password-reset')
  @Limited('mail')
  @HttpCode(202)
  @ApiOperation({ summary: 'Have a link that sets a new password mailed; the answer never tells who has an account' })
  @ApiResponse({ status: 202, description: 'If the address has an account, the link is on its way' })
  @ApiProblems(422)
  requestPasswordReset(@Body({ schema: resetRequestSchema }) { email }: ResetRequest): void {
    this.passwordReset.request(email);
  }

  @Put('password-reset')
  @Limited('link')
  @HttpCode(204)
  @ApiOperation({ summary: 'Set a new password by the link that was mailed, and sign out everywhere' })
  @ApiResponse({ status: 204, description: 'The new password is good now' })
  @ApiProblems(410, 422)
  resetPassword(
    @Body({ schema: resetSchema }) { token, new_password }: Reset,
    @CurrentClient() { address }: ClientInfo,
  ): Promise<void> {
    return this.passwordReset.complete(token, new_password, address);
  }
}
