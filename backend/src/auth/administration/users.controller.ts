import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../platform/http/api-problems.decorator.ts';
import { Limited } from '../../platform/limits/limited.decorator.ts';
import { readLimit } from '../../platform/limits/read.limits.ts';
import { writeLimit } from '../../platform/limits/write.limits.ts';
import { SecondFactorResetService } from '../second-factor/second-factor-reset.service.ts';
import { CurrentUser, RecentlyConfirmed, SignedIn } from '../sessions/signed-in.decorator.ts';
import type { SignedInUser } from '../sessions/signed-in.guard.ts';
import {
  type User,
  type UserChanges,
  type UserPage,
  type UserQuery,
  userChangesSchema,
  userIdSchema,
  userPageSchema,
  userQuerySchema,
  userSchema,
} from './user-administration.schemas.ts';
import { UserAdministrationService } from './user-administration.service.ts';
import { UserDirectoryService } from './user-directory.service.ts';

@ApiTags('users')
@SignedIn({ role: 'admin' })
@Controller('api/auth/users')
export class UsersController {
  constructor(
    private readonly directory: UserDirectoryService,
    private readonly administration: UserAdministrationService,
    private readonly secondFactor: SecondFactorResetService,
  ) {}

  @Get()
  @Limited(readLimit)
  @ApiOperation({ summary: 'List a page of users, the newest first; for admins' })
  @ApiResponse({ status: 200, standardSchema: userPageSchema })
  @ApiProblems(422)
  listUsers(@Query({ schema: userQuerySchema }) query: UserQuery): Promise<UserPage> {
    return this.directory.list(query);
  }

  @Patch(':id')
  @Limited(writeLimit)
  @ApiOperation({ summary: 'Change the role of a user, or disable or enable the user; for admins' })
  @ApiResponse({ status: 200, standardSchema: userSchema })
  @ApiProblems(404, 409, 422)
  async changeUser(
    @CurrentUser() { user }: SignedInUser,
    @Param('id', { schema: userIdSchema }) id: number,
    @Body({ schema: userChangesSchema }) changes: UserChanges,
  ): Promise<User> {
    await this.administration.change(user.id, id, changes);
    return this.directory.find(id);
  }

  @Delete(':id/sessions')
  @Limited(writeLimit)
  @HttpCode(204)
  @ApiOperation({ summary: 'End all sessions of a user; for admins' })
  @ApiResponse({ status: 204, description: 'Signed out' })
  @ApiProblems(404, 422)
  endUserSessions(
    @CurrentUser() { user }: SignedInUser,
    @Param('id', { schema: userIdSchema }) id: number,
  ): Promise<void> {
    return this.administration.endSessions(user.id, id);
  }

  @Delete(':id/second-factor')
  @RecentlyConfirmed()
  @Limited(writeLimit)
  @HttpCode(204)
  @ApiOperation({
    summary: 'Remove two-step verification of a user who lost the app and the recovery codes; for admins',
    description: 'The user is told by mail, and passkeys stay.',
  })
  @ApiResponse({ status: 204, description: 'The password alone is enough to sign in' })
  @ApiProblems(404, 409, 422)
  resetUserSecondFactor(
    @CurrentUser() { user }: SignedInUser,
    @Param('id', { schema: userIdSchema }) id: number,
  ): Promise<void> {
    return this.secondFactor.reset(user.id, id);
  }
}
