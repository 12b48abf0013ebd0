import { Controller, Delete, Get, HttpCode, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AccessRequired } from '../platform/access/access.guard.ts';
import { Authenticated, CurrentPrincipal } from '../platform/access/authenticated.decorator.ts';
import type { Principal } from '../platform/access/principal.ts';
import { ApiProblems } from '../platform/http/api-problems.decorator.ts';
import { Limited } from '../platform/limits/limited.decorator.ts';
import { readLimit } from '../platform/limits/read.limits.ts';
import { writeLimit } from '../platform/limits/write.limits.ts';
import { taskIdSchema } from './task.schemas.ts';
import { type TrashPage, type TrashQuery, trashPageSchema, trashQuerySchema } from './trash.schemas.ts';
import { TrashService } from './trash.service.ts';

@ApiTags('trash')
@Authenticated({ scope: 'tasks:read' })
@Controller('api/tasks/trash')
export class TrashController {
  constructor(private readonly trash: TrashService) {}

  @Get()
  @Limited(readLimit)
  @ApiOperation({ summary: 'A page of your deleted tasks, the last deleted one first' })
  @ApiResponse({ status: 200, standardSchema: trashPageSchema })
  @ApiProblems(422)
  listTrash(
    @CurrentPrincipal() { id }: Principal,
    @Query({ schema: trashQuerySchema }) query: TrashQuery,
  ): Promise<TrashPage> {
    return this.trash.list(id, query);
  }

  @AccessRequired({ scope: 'tasks:write' })
  @Limited(writeLimit)
  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete all tasks in the trash for good' })
  @ApiResponse({ status: 204, description: 'The trash is empty' })
  emptyTrash(@CurrentPrincipal() { id }: Principal): Promise<void> {
    return this.trash.purgeAll(id);
  }

  @AccessRequired({ scope: 'tasks:write' })
  @Limited(writeLimit)
  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a task in the trash for good' })
  @ApiResponse({ status: 204, description: 'Deleted for good' })
  @ApiProblems(404, 422)
  purgeTask(@CurrentPrincipal() user: Principal, @Param('id', { schema: taskIdSchema }) id: number): Promise<void> {
    return this.trash.purge(user.id, id);
  }
}
