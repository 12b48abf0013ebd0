import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { DatabaseHealthService } from '../platform/database/database-health.service.ts';
import { checkHealth, type Health, healthSchema } from '../platform/http/health.ts';

@ApiTags('auth')
@Controller('api/auth/health')
export class AuthHealthController {
  constructor(private readonly database: DatabaseHealthService) {}

  @Get()
  @ApiOperation({ summary: 'Check whether auth can reach the database' })
  @ApiResponse({ status: 200, standardSchema: healthSchema })
  getAuthHealth(): Promise<Health> {
    return checkHealth(this.database);
  }
}
