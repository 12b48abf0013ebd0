import { Body, Controller, HttpCode, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../platform/http/api-problems.decorator.ts';
import { type ClientInfo, CurrentClient } from '../../platform/http/client-info.ts';
import { Limited } from '../../platform/limits/limited.decorator.ts';
import {
  type PasswordReset,
  type PasswordResetRequest,
  passwordResetRequestSchema,
  passwordResetSchema,
} from './account.schemas.ts';
import { linkLimit, mailLimit } from './email-link.limits.ts';
import { PasswordResetService } from './password-reset.service.ts';

@ApiTags('mail')
@Controller('api/auth/password-reset')
export class PasswordResetController {
  constructor(private readonly passwordReset: PasswordResetService) {}

  @Post()
  @Limited(mailLimit)
  @HttpCode(202)
  @ApiOperation({
    summary: 'Request a link that sets a new password; the answer does not reveal who has an account',
  })
  @ApiResponse({ status: 202, description: 'If the address has an account, the link will be mailed' })
  @ApiProblems(422)
  requestPasswordReset(@Body({ schema: passwordResetRequestSchema }) { email }: PasswordResetRequest): void {
    this.passwordReset.request(email);
  }

  @Put()
  @Limited(linkLimit)
  @HttpCode(204)
  @ApiOperation({ summary: 'Set a new password with the link that was mailed, and end every session' })
  @ApiResponse({ status: 204, description: 'The new password is set' })
  @ApiProblems(410, 422)
  resetPassword(
    @Body({ schema: passwordResetSchema }) { token, new_password }: PasswordReset,
    @CurrentClient() { address }: ClientInfo,
  ): Promise<void> {
    return this.passwordReset.complete(token, new_password, address);
  }
}
