import { Injectable } from '@nestjs/common';

/** Whether the process is on its way out; readiness says so to the load balancer before connections close. */
@Injectable()
export class Lifecycle {
  private drainingSince: Date | undefined;

  get draining(): boolean {
    return this.drainingSince !== undefined;
  }

  drain(): void {
    this.drainingSince ??= new Date();
  }
}
