import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../platform/http/api-problems.decorator.ts';
import { Limited } from '../../platform/limits/limited.decorator.ts';
import { confirmationLimit } from '../passwords/confirmation.limits.ts';
import { CurrentUser, SignedIn } from '../sessions/signed-in.decorator.ts';
import type { SignedInUser } from '../sessions/signed-in.guard.ts';
import { ConfirmationService } from './confirmation.service.ts';
import { type SessionConfirmation, sessionConfirmationSchema } from './sign-in.schemas.ts';

@ApiTags('sessions')
@Controller('api/auth/session/confirmation')
export class ConfirmationController {
  constructor(private readonly confirmation: ConfirmationService) {}

  @Post()
  @SignedIn()
  @Limited(confirmationLimit)
  @HttpCode(204)
  @ApiOperation({
    summary: 'Confirm this session with the password or a code, before a sensitive action',
    description: 'Such an action answers 403 `confirmation_required` when the last confirmation is too old.',
  })
  @ApiResponse({ status: 204, description: 'Sensitive actions are allowed for the next ten minutes' })
  @ApiProblems(409, 422)
  confirmSession(
    @CurrentUser() signedIn: SignedInUser,
    @Body({ schema: sessionConfirmationSchema }) confirmation: SessionConfirmation,
  ): Promise<void> {
    return this.confirmation.confirm(signedIn, confirmation);
  }
}
