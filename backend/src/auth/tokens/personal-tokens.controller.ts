import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../platform/http/api-problems.decorator.ts';
import { Limited } from '../../platform/limits/limited.decorator.ts';
import { readLimit } from '../../platform/limits/read.limits.ts';
import { writeLimit } from '../../platform/limits/write.limits.ts';
import { CurrentUser, RecentlyConfirmed, SignedIn } from '../sessions/signed-in.decorator.ts';
import type { SignedInUser } from '../sessions/signed-in.guard.ts';
import {
  type CreatedPersonalToken,
  createdPersonalTokenSchema,
  type NewPersonalToken,
  newPersonalTokenSchema,
  type PersonalTokens,
  personalTokenIdSchema,
  personalTokensSchema,
} from './personal-token.schemas.ts';
import { PersonalTokensService } from './personal-tokens.service.ts';

@ApiTags('tokens')
@SignedIn()
@Controller('api/auth/tokens')
export class PersonalTokensController {
  constructor(private readonly tokens: PersonalTokensService) {}

  @Get()
  @Limited(readLimit)
  @ApiOperation({ summary: 'List your personal access tokens, without the tokens themselves' })
  @ApiResponse({ status: 200, standardSchema: personalTokensSchema })
  listTokens(@CurrentUser() { user }: SignedInUser): Promise<PersonalTokens> {
    return this.tokens.list(user.id);
  }

  @Post()
  @RecentlyConfirmed()
  @Limited(writeLimit)
  @ApiOperation({ summary: 'Create a token that gives a script access to your tasks' })
  @ApiResponse({ status: 201, standardSchema: createdPersonalTokenSchema })
  @ApiProblems(409, 422)
  createToken(
    @CurrentUser() signedIn: SignedInUser,
    @Body({ schema: newPersonalTokenSchema }) wanted: NewPersonalToken,
  ): Promise<CreatedPersonalToken> {
    return this.tokens.create(signedIn, wanted);
  }

  @Delete(':id')
  @Limited(writeLimit)
  @HttpCode(204)
  @ApiOperation({ summary: 'Revoke a token' })
  @ApiResponse({ status: 204, description: 'The token is refused from now on' })
  @ApiProblems(404, 422)
  revokeToken(
    @CurrentUser() { user }: SignedInUser,
    @Param('id', { schema: personalTokenIdSchema }) id: number,
  ): Promise<void> {
    return this.tokens.revoke(user.id, id);
  }
}
