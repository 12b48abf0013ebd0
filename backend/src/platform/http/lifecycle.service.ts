import { Injectable } from '@nestjs/common';

/** Whether the process is on its way out; readiness says so to the load balancer before connections close. */
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
