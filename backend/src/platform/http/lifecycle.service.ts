import { Injectable } from '@nestjs/common';

/** Whether the process is shutting down. Readiness fails first, so that the load balancer stops sending requests. */
@Injectable()
export class LifecycleService {
  private isDraining = false;

  get draining(): boolean {
    return this.isDraining;
  }

  drain(): void {
    this.isDraining = true;
  }
}
