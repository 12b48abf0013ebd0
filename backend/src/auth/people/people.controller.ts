import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../platform/http/api-problems.decorator.ts';
import { Limited } from '../../platform/limits/limited.decorator.ts';
import { CurrentViewer, SignedIn } from '../sessions/signed-in.decorator.ts';
import type { Viewer } from '../sessions/signed-in.guard.ts';
import { PeopleDirectory } from './people-directory.service.ts';
import {
  type PeoplePage,
  type PeopleQuery,
  type Person,
  type PersonChanges,
  peoplePageSchema,
  peopleQuerySchema,
  personChangesSchema,
  personIdSchema,
  personSchema,
} from './person.schemas.ts';
import { PersonAdministration } from './person-administration.service.ts';

@ApiTags('people')
@SignedIn({ role: 'admin' })
@Controller('api/auth/people')
export class PeopleController {
  constructor(
    private readonly directory: PeopleDirectory,
    private readonly administration: PersonAdministration,
  ) {}

  @Get()
  @ApiOperation({ summary: 'A page of everybody who has an account, the newest first; for admins' })
  @ApiResponse({ status: 200, standardSchema: peoplePageSchema })
  @ApiProblems(422)
  listPeople(@Query({ schema: peopleQuerySchema }) query: PeopleQuery): Promise<PeoplePage> {
    return this.directory.list(query);
  }

  @Patch(':id')
  @Limited('write')
  @ApiOperation({ summary: 'Change what a person may do, or keep them out; for admins' })
  @ApiResponse({ status: 200, standardSchema: personSchema })
  @ApiProblems(404, 409, 422)
  async changePerson(
    @CurrentViewer() { user }: Viewer,
    @Param('id', { schema: personIdSchema }) id: number,
    @Body({ schema: personChangesSchema }) changes: PersonChanges,
  ): Promise<Person> {
    await this.administration.change(user.id, id, changes);
    return this.directory.find(id);
  }

  @Delete(':id/sessions')
  @Limited('write')
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign a person out everywhere; for admins' })
  @ApiResponse({ status: 204, description: 'Signed out' })
  @ApiProblems(404, 422)
  endPersonSessions(
    @CurrentViewer() { user }: Viewer,
    @Param('id', { schema: personIdSchema }) id: number,
  ): Promise<void> {
    return this.administration.endSessions(user.id, id);
  }
}
