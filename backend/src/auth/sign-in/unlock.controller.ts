import { Body, Controller, HttpCode, Post, Put, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems } from '../../platform/http/api-problems.decorator.ts';
import { Limited } from '../../platform/limits/limited.decorator.ts';
import { DevicesService } from '../devices/devices.service.ts';
import { unlockLimit, unlockMailLimit } from './sign-in.limits.ts';
import { type Unlock, type UnlockRequest, unlockRequestSchema, unlockSchema } from './sign-in.schemas.ts';
import { UnlockService } from './unlock.service.ts';

@ApiTags('mail')
@Controller('api/auth/unlock')
export class UnlockController {
  constructor(
    private readonly unlock: UnlockService,
    private readonly devices: DevicesService,
  ) {}

  @Post()
  @Limited(unlockMailLimit)
  @HttpCode(202)
  @ApiOperation({
    summary: 'Request a link that lets a browser sign in although the account is locked by others',
    description: 'The answer does not reveal who has an account.',
  })
  @ApiResponse({ status: 202, description: 'If there is such an account, the link will be mailed' })
  @ApiProblems(422)
  requestUnlock(@Body({ schema: unlockRequestSchema }) { username }: UnlockRequest): void {
    this.unlock.request(username);
  }

  @Put()
  @Limited(unlockLimit)
  @HttpCode(204)
  @ApiOperation({ summary: 'Let this browser sign in, with the link that was mailed. It still needs the password.' })
  @ApiResponse({ status: 204, description: 'Only failures of this browser count for it from now on' })
  @ApiProblems(410, 422)
  async unlockBrowser(
    @Body({ schema: unlockSchema }) { token }: Unlock,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    this.devices.remember(request, reply, await this.unlock.complete(token));
  }
}
