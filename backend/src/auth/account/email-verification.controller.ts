import { Body, Controller, HttpCode, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../platform/http/api-problems.decorator.ts';
import { Limited } from '../../platform/limits/limited.decorator.ts';
import { CurrentUser, SignedIn } from '../sessions/signed-in.decorator.ts';
import type { SignedInUser } from '../sessions/signed-in.guard.ts';
import {
  type EmailVerification,
  emailVerificationSchema,
  type OwnEmailVerification,
  ownEmailVerificationSchema,
} from './account.schemas.ts';
import { linkLimit, ownMailLimit } from './email-link.limits.ts';
import { EmailVerificationService } from './email-verification.service.ts';

@ApiTags('mail')
@Controller('api/auth')
export class EmailVerificationController {
  constructor(private readonly verification: EmailVerificationService) {}

  @Post('me/email-verification')
  @Limited(ownMailLimit)
  @HttpCode(202)
  @SignedIn({ beforeSecondFactor: true })
  @ApiOperation({ summary: 'Send the link that verifies your email again' })
  @ApiResponse({ status: 202, description: 'The link will be mailed, unless the address is verified already' })
  requestEmailVerification(@CurrentUser() { user }: SignedInUser): void {
    this.verification.request(user);
  }

  @Put('me/email-verification')
  @Limited(linkLimit)
  @HttpCode(204)
  @SignedIn({ beforeSecondFactor: true })
  @ApiOperation({ summary: 'Verify your email with the link that was mailed to it' })
  @ApiResponse({ status: 204, description: 'Verified' })
  @ApiProblems(409, 410, 422)
  verifyMyEmail(
    @CurrentUser() { user }: SignedInUser,
    @Body({ schema: ownEmailVerificationSchema }) { token }: OwnEmailVerification,
  ): Promise<void> {
    return this.verification.completeAs(user, token);
  }

  @Post('email-verification')
  @Limited(linkLimit)
  @HttpCode(204)
  @ApiOperation({
    summary: 'Verify an email with the link that was mailed to it, confirmed with the password of the account',
    description: 'The link alone proves only that its holder reads the email, not that the account is theirs.',
  })
  @ApiResponse({ status: 204, description: 'Verified' })
  @ApiProblems(403, 410, 422)
  verifyEmail(@Body({ schema: emailVerificationSchema }) { token, password }: EmailVerification): Promise<void> {
    return this.verification.complete(token, password);
  }
}
