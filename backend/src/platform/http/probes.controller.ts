import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { backendProbes } from '@taskyard/contracts/probes';
import { DatabaseHealthService } from '../database/database-health.service.ts';
import { checkHealth, type Health, healthStatus } from './health.ts';
import { ServiceUnavailableError } from './http.errors.ts';
import { LifecycleService } from './lifecycle.service.ts';

/** The probes of Kubernetes. The load balancer does not route to them. */
@ApiExcludeController()
@Controller()
export class ProbesController {
  constructor(
    private readonly database: DatabaseHealthService,
    private readonly lifecycle: LifecycleService,
  ) {}

  /** Liveness does not check the database: a restart would not bring it back. */
  @Get(backendProbes.liveness)
  liveness(): Health {
    return healthStatus;
  }

  /** The server listens only after all modules are initialised, so any response means that the process has started. */
  @Get(backendProbes.startup)
  startup(): Health {
    return healthStatus;
  }

  @Get(backendProbes.readiness)
  async readiness(): Promise<Health> {
    if (this.lifecycle.draining) throw new ServiceUnavailableError();
    return checkHealth(this.database);
  }
}
