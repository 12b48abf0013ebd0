import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../platform/http/api-problems.decorator.ts';
import { Limited } from '../../platform/limits/limited.decorator.ts';
import { readLimit } from '../../platform/limits/read.limits.ts';
import { writeLimit } from '../../platform/limits/write.limits.ts';
import { confirmationLimit } from '../passwords/confirmation.limits.ts';
import { type Confirmation, confirmationSchema } from '../passwords/password.schemas.ts';
import { CurrentUser, SignedIn } from '../sessions/signed-in.decorator.ts';
import type { SignedInUser } from '../sessions/signed-in.guard.ts';
import {
  type NewPasskey,
  newPasskeySchema,
  type Passkey,
  type PasskeySignIn,
  type Passkeys,
  passkeyIdSchema,
  passkeySchema,
  passkeySignInSchema,
  passkeysSchema,
  toPasskey,
} from './passkey.schemas.ts';
import { PasskeyRegistrationService } from './passkey-registration.service.ts';
import { PasskeySignInService } from './passkey-sign-in.service.ts';
import { PasskeysService } from './passkeys.service.ts';
import {
  type CreationOptions,
  creationOptionsSchema,
  type RequestOptions,
  requestOptionsSchema,
} from './webauthn.schemas.ts';

@ApiTags('passkeys')
@Controller('api/auth/passkeys')
@SignedIn()
export class PasskeysController {
  constructor(
    private readonly passkeys: PasskeysService,
    private readonly registration: PasskeyRegistrationService,
    private readonly passkeySignIn: PasskeySignInService,
  ) {}

  @Get()
  @Limited(readLimit)
  @ApiOperation({ summary: 'List your passkeys' })
  @ApiResponse({ status: 200, standardSchema: passkeysSchema })
  async listPasskeys(@CurrentUser() { user }: SignedInUser): Promise<Passkeys> {
    return { items: (await this.passkeys.list(user.id)).map(toPasskey) };
  }

  @Post('options')
  @Limited(confirmationLimit)
  @ApiOperation({ summary: 'Start to add a passkey: the options for the browser' })
  @ApiResponse({ status: 201, standardSchema: creationOptionsSchema })
  @ApiProblems(409, 422)
  startPasskey(
    @CurrentUser() { user }: SignedInUser,
    @Body({ schema: confirmationSchema }) { password }: Confirmation,
  ): Promise<CreationOptions> {
    return this.registration.start(user, password);
  }

  @Post()
  @Limited(writeLimit)
  @ApiOperation({ summary: 'Add the passkey that an authenticator created' })
  @ApiResponse({ status: 201, standardSchema: passkeySchema })
  @ApiProblems(409, 422)
  async addPasskey(
    @CurrentUser() signedIn: SignedInUser,
    @Body({ schema: newPasskeySchema }) { name, response }: NewPasskey,
  ): Promise<Passkey> {
    return toPasskey(await this.registration.finish(signedIn, name, response));
  }

  @Post('confirmation/options')
  @Limited(confirmationLimit)
  @ApiOperation({ summary: 'Start to confirm this session with a passkey: the options for the browser' })
  @ApiResponse({ status: 201, standardSchema: requestOptionsSchema })
  startPasskeyConfirmation(@CurrentUser() { user }: SignedInUser): Promise<RequestOptions> {
    return this.passkeySignIn.start(user.id);
  }

  @Post('confirmation')
  @Limited(confirmationLimit)
  @HttpCode(204)
  @ApiOperation({ summary: 'Confirm this session with a passkey, before a sensitive action' })
  @ApiResponse({ status: 204, description: 'Sensitive actions are allowed for the next ten minutes' })
  @ApiProblems(422)
  confirmWithPasskey(
    @CurrentUser() signedIn: SignedInUser,
    @Body({ schema: passkeySignInSchema }) { response }: PasskeySignIn,
  ): Promise<void> {
    return this.passkeySignIn.confirm(signedIn, response);
  }

  @Delete(':id')
  @Limited(writeLimit)
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a passkey, so that it can no longer be used to sign in' })
  @ApiResponse({ status: 204, description: 'Removed' })
  @ApiProblems(404, 422)
  removePasskey(
    @CurrentUser() { user }: SignedInUser,
    @Param('id', { schema: passkeyIdSchema }) id: number,
  ): Promise<void> {
    return this.passkeys.remove(user.id, id);
  }
}
