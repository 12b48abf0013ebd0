import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../platform/http/api-problems.decorator.ts';
import { Limited } from '../../platform/limits/limited.decorator.ts';
import { readLimit } from '../../platform/limits/read.limits.ts';
import { SignedIn } from '../sessions/signed-in.decorator.ts';
import { type AuditPage, type AuditQuery, auditPageSchema, auditQuerySchema } from './audit-event.schemas.ts';
import { AuditTrailService } from './audit-trail.service.ts';

@ApiTags('users')
@SignedIn({ role: 'admin' })
@Controller('api/auth/audit-events')
export class AuditEventsController {
  constructor(private readonly trail: AuditTrailService) {}

  @Get()
  @Limited(readLimit)
  @ApiOperation({ summary: 'List a page of audit events, the newest first; for admins' })
  @ApiResponse({ status: 200, standardSchema: auditPageSchema })
  @ApiProblems(422)
  listAuditEvents(@Query({ schema: auditQuerySchema }) query: AuditQuery): Promise<AuditPage> {
    return this.trail.page(query);
  }
}
