import { Body, Controller, Delete, Get, HttpCode, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../platform/http/api-problems.decorator.ts';
import { Limited } from '../../platform/limits/limited.decorator.ts';
import { readLimit } from '../../platform/limits/read.limits.ts';
import { confirmationLimit } from '../passwords/confirmation.limits.ts';
import { type Confirmation, confirmationSchema } from '../passwords/password.schemas.ts';
import { CurrentUser, SignedIn } from '../sessions/signed-in.decorator.ts';
import type { SignedInUser } from '../sessions/signed-in.guard.ts';
import {
  type RecoveryCodes,
  recoveryCodesSchema,
  type TotpConfirmation,
  type TotpStart,
  type TotpState,
  totpConfirmationSchema,
  totpStartSchema,
  totpStateSchema,
} from './second-factor.schemas.ts';
import { TotpEnrolmentService } from './totp-enrolment.service.ts';

@ApiTags('second factor')
@Controller('api/auth/me')
@SignedIn({ beforeSecondFactor: true })
export class SecondFactorController {
  constructor(private readonly enrolment: TotpEnrolmentService) {}

  @Get('totp')
  @Limited(readLimit)
  @ApiOperation({ summary: 'Get whether two-step verification is enabled, and how many recovery codes are left' })
  @ApiResponse({ status: 200, standardSchema: totpStateSchema })
  getTotp(@CurrentUser() { user }: SignedInUser): Promise<TotpState> {
    return this.enrolment.state(user);
  }

  @Post('totp')
  @Limited(confirmationLimit)
  @ApiOperation({ summary: 'Create a secret for an authenticator app; it is used once a first code has confirmed it' })
  @ApiResponse({ status: 201, standardSchema: totpStartSchema })
  @ApiProblems(409, 422)
  startTotp(
    @CurrentUser() { user }: SignedInUser,
    @Body({ schema: confirmationSchema }) { password }: Confirmation,
  ): Promise<TotpStart> {
    return this.enrolment.start(user, password);
  }

  @Put('totp')
  @Limited(confirmationLimit)
  @ApiOperation({ summary: 'Enable two-step verification with a first code of the app' })
  @ApiResponse({ status: 200, standardSchema: recoveryCodesSchema })
  @ApiProblems(409, 422)
  async confirmTotp(
    @CurrentUser() signedIn: SignedInUser,
    @Body({ schema: totpConfirmationSchema }) { code }: TotpConfirmation,
  ): Promise<RecoveryCodes> {
    return { recovery_codes: await this.enrolment.confirm(signedIn, code) };
  }

  @Delete('totp')
  @Limited(confirmationLimit)
  @HttpCode(204)
  @ApiOperation({ summary: 'Disable two-step verification' })
  @ApiResponse({ status: 204, description: 'The secret and the recovery codes are deleted' })
  @ApiProblems(409, 422)
  removeTotp(
    @CurrentUser() { user }: SignedInUser,
    @Body({ schema: confirmationSchema }) { password }: Confirmation,
  ): Promise<void> {
    return this.enrolment.remove(user, password);
  }

  @Post('recovery-codes')
  @Limited(confirmationLimit)
  @ApiOperation({ summary: 'Replace the recovery codes with new ones' })
  @ApiResponse({ status: 201, standardSchema: recoveryCodesSchema })
  @ApiProblems(409, 422)
  async renewRecoveryCodes(
    @CurrentUser() { user }: SignedInUser,
    @Body({ schema: confirmationSchema }) { password }: Confirmation,
  ): Promise<RecoveryCodes> {
    return { recovery_codes: await this.enrolment.renewRecoveryCodes(user, password) };
  }
}
