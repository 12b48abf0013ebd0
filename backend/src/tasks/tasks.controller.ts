import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Param,
  Patch,
  Post,
  Put,
  Query,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AccessRequired } from '../platform/access/access.guard.ts';
import { Authenticated, CurrentPrincipal } from '../platform/access/authenticated.decorator.ts';
import type { Principal } from '../platform/access/principal.ts';
import { ApiProblems } from '../platform/http/api-problems.decorator.ts';
import { attachment, attachmentHeader } from '../platform/http/attachment.ts';
import { Limited } from '../platform/limits/limited.decorator.ts';
import { readLimit } from '../platform/limits/read.limits.ts';
import { writeLimit } from '../platform/limits/write.limits.ts';
import {
  type NewTask,
  newTaskSchema,
  type StatusChange,
  statusChangeSchema,
  type Task,
  type TaskChanges,
  type TaskCounts,
  type TaskPage,
  type TaskQuery,
  taskChangesSchema,
  taskCountsSchema,
  taskExportSchema,
  taskIdSchema,
  taskPageSchema,
  taskQuerySchema,
  taskSchema,
} from './task.schemas.ts';
import { taskExportLimit } from './task-export.limits.ts';
import { TaskExportsService } from './task-exports.service.ts';
import { TasksService } from './tasks.service.ts';

@ApiTags('tasks')
@Authenticated({ scope: 'tasks:read' })
@Controller('api/tasks')
export class TasksController {
  constructor(
    private readonly tasks: TasksService,
    private readonly exports: TaskExportsService,
  ) {}

  @Get()
  @Limited(readLimit)
  @ApiOperation({ summary: 'A page of your tasks' })
  @ApiResponse({ status: 200, standardSchema: taskPageSchema })
  @ApiProblems(422)
  listTasks(
    @CurrentPrincipal() { id }: Principal,
    @Query({ schema: taskQuerySchema }) query: TaskQuery,
  ): Promise<TaskPage> {
    return this.tasks.list(id, query);
  }

  @Get('counts')
  @Limited(readLimit)
  @ApiOperation({ summary: 'How many of your tasks have each status' })
  @ApiResponse({ status: 200, standardSchema: taskCountsSchema })
  countTasks(@CurrentPrincipal() { id }: Principal): Promise<TaskCounts> {
    return this.tasks.count(id);
  }

  @Get('export')
  @Limited(taskExportLimit)
  @Header(...attachment('taskyard-tasks.json'))
  @ApiOperation({ summary: 'All of your tasks, including those in the trash, as a file' })
  @ApiResponse({ status: 200, standardSchema: taskExportSchema, headers: attachmentHeader })
  async exportTasks(@CurrentPrincipal() { id }: Principal): Promise<StreamableFile> {
    return new StreamableFile(await this.exports.stream(id), { type: 'application/json' });
  }

  @AccessRequired({ scope: 'tasks:write' })
  @Limited(writeLimit)
  @Post()
  @ApiOperation({ summary: 'Add a task' })
  @ApiResponse({
    status: 201,
    standardSchema: taskSchema,
    headers: { Location: { description: 'The URL of the new task', schema: { type: 'string' } } },
  })
  @ApiProblems(409, 422)
  async createTask(
    @CurrentPrincipal() { id }: Principal,
    @Body({ schema: newTaskSchema }) fields: NewTask,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Task> {
    const task = await this.tasks.create(id, fields);
    reply.header('Location', `/api/tasks/${task.id}`);
    return task;
  }

  @Get(':id')
  @Limited(readLimit)
  @ApiOperation({ summary: 'One of your tasks' })
  @ApiResponse({ status: 200, standardSchema: taskSchema })
  @ApiProblems(404, 422)
  getTask(@CurrentPrincipal() user: Principal, @Param('id', { schema: taskIdSchema }) id: number): Promise<Task> {
    return this.tasks.find(user.id, id);
  }

  @AccessRequired({ scope: 'tasks:write' })
  @Limited(writeLimit)
  @Patch(':id')
  @ApiOperation({ summary: 'Change some fields of a task' })
  @ApiResponse({ status: 200, standardSchema: taskSchema })
  @ApiProblems(404, 422)
  changeTask(
    @CurrentPrincipal() user: Principal,
    @Param('id', { schema: taskIdSchema }) id: number,
    @Body({ schema: taskChangesSchema }) changes: TaskChanges,
  ): Promise<Task> {
    return this.tasks.change(user.id, id, changes);
  }

  @AccessRequired({ scope: 'tasks:write' })
  @Limited(writeLimit)
  @Put(':id')
  @ApiOperation({ summary: 'Replace a task. Omitted fields get their defaults' })
  @ApiResponse({ status: 200, standardSchema: taskSchema })
  @ApiProblems(404, 422)
  replaceTask(
    @CurrentPrincipal() user: Principal,
    @Param('id', { schema: taskIdSchema }) id: number,
    @Body({ schema: newTaskSchema }) fields: NewTask,
  ): Promise<Task> {
    return this.tasks.change(user.id, id, fields);
  }

  @AccessRequired({ scope: 'tasks:write' })
  @Limited(writeLimit)
  @Patch(':id/status')
  @ApiOperation({ summary: 'Change the status of a task' })
  @ApiResponse({ status: 200, standardSchema: taskSchema })
  @ApiProblems(404, 422)
  changeTaskStatus(
    @CurrentPrincipal() user: Principal,
    @Param('id', { schema: taskIdSchema }) id: number,
    @Body({ schema: statusChangeSchema }) change: StatusChange,
  ): Promise<Task> {
    return this.tasks.change(user.id, id, change);
  }

  @AccessRequired({ scope: 'tasks:write' })
  @Limited(writeLimit)
  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Move a task to the trash, where it stays for 30 days' })
  @ApiResponse({ status: 204, description: 'Moved to the trash' })
  @ApiProblems(404, 422)
  deleteTask(@CurrentPrincipal() user: Principal, @Param('id', { schema: taskIdSchema }) id: number): Promise<void> {
    return this.tasks.moveToTrash(user.id, id);
  }

  @AccessRequired({ scope: 'tasks:write' })
  @Limited(writeLimit)
  @Post(':id/restore')
  @HttpCode(200)
  @ApiOperation({ summary: 'Bring a task back from the trash' })
  @ApiResponse({ status: 200, standardSchema: taskSchema })
  @ApiProblems(404, 422)
  restoreTask(@CurrentPrincipal() user: Principal, @Param('id', { schema: taskIdSchema }) id: number): Promise<Task> {
    return this.tasks.restore(user.id, id);
  }
}
