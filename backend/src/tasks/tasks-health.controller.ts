import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { DatabaseHealthService } from '../platform/database/database-health.service.ts';
import { checkHealth, type Health, healthSchema } from '../platform/http/health.ts';

@ApiTags('tasks')
@Controller('api/tasks/health')
export class TasksHealthController {
  constructor(private readonly database: DatabaseHealthService) {}

  @Get()
  @ApiOperation({ summary: 'Whether tasks can be used right now' })
  @ApiResponse({ status: 200, standardSchema: healthSchema })
  getTasksHealth(): Promise<Health> {
    return checkHealth(this.database);
  }
}
