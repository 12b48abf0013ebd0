import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../platform/http/api-problems.decorator.ts';
import { Limited } from '../../platform/limits/limited.decorator.ts';
import { CurrentUser, SignedIn } from '../sessions/signed-in.decorator.ts';
import type { SignedInUser } from '../sessions/signed-in.guard.ts';
import { type EmailVerification, emailVerificationSchema } from './account.schemas.ts';
import { linkLimit, ownMailLimit } from './email-link.limits.ts';
import { EmailVerificationService } from './email-verification.service.ts';

@ApiTags('mail')
@Controller('api/auth')
export class EmailVerificationController {
  constructor(private readonly verification: EmailVerificationService) {}

  @Post('me/email-verification')
  @Limited(ownMailLimit)
  @HttpCode(202)
  @SignedIn()
  @ApiOperation({ summary: 'Send the link that verifies your email again' })
  @ApiResponse({ status: 202, description: 'The link will be mailed, unless the address is verified already' })
  requestEmailVerification(@CurrentUser() { user }: SignedInUser): void {
    this.verification.request(user);
  }

  @Post('email-verification')
  @Limited(linkLimit)
  @HttpCode(204)
  @ApiOperation({ summary: 'Verify an email with the link that was mailed to it' })
  @ApiResponse({ status: 204, description: 'Verified' })
  @ApiProblems(410, 422)
  verifyEmail(@Body({ schema: emailVerificationSchema }) { token }: EmailVerification): Promise<void> {
    return this.verification.complete(token);
  }
}
