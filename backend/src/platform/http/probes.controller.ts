import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { backendProbes } from '@taskyard/contracts/probes';
import { DatabaseHealthService } from '../database/database-health.service.ts';
import { type Health, healthOf, healthy } from './health.ts';
import { ServiceUnavailableError } from './http.errors.ts';
import { LifecycleService } from './lifecycle.service.ts';

/** What the orchestrator asks. The load balancer does not route here. */
@ApiExcludeController()
@Controller()
export class ProbesController {
  constructor(
    private readonly database: DatabaseHealthService,
    private readonly lifecycle: LifecycleService,
  ) {}

  /** Alive while it can answer: a database that is away is no reason to restart. */
  @Get(backendProbes.liveness)
  live(): Health {
    return healthy;
  }

  /** The listener opens after everything is initialised, so an answer means started. */
  @Get(backendProbes.startup)
  started(): Health {
    return healthy;
  }

  @Get(backendProbes.readiness)
  async ready(): Promise<Health> {
    if (this.lifecycle.draining) throw new ServiceUnavailableError();
    return healthOf(this.database);
  }
}
