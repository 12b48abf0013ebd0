import { Injectable } from '@nestjs/common';
import { ReservedConnectionService } from './reserved-connection.service.ts';

const pingTimeoutMs = 1_000;

/**
 * Whether the database answers. A busy pool does not count as an outage: it would make every pod unready at once, and so
 * turn a slow service into none.
 */
@Injectable()
export class DatabaseHealthService {
  private running: Promise<boolean> | undefined;

  constructor(private readonly connection: ReservedConnectionService) {}

  /** @returns whether the database answered a trivial query within a second; simultaneous calls share one query */
  isUp(): Promise<boolean> {
    this.running ??= this.check().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  private check(): Promise<boolean> {
    const timeout = new Promise<false>((resolve) => setTimeout(resolve, pingTimeoutMs, false).unref());
    const ping = this.connection.ping().then(
      () => true,
      () => false,
    );
    return Promise.race([ping, timeout]);
  }
}
