import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

const pingTimeoutMs = 1_000;

@Injectable()
export class DatabaseHealthService {
  constructor(private readonly dataSource: DataSource) {}

  /** @returns whether the database answered a trivial query within a second */
  async isUp(): Promise<boolean> {
    const timeout = new Promise<false>((resolve) => setTimeout(resolve, pingTimeoutMs, false).unref());
    const ping = this.dataSource.query('SELECT 1').then(
      () => true,
      () => false,
    );
    return Promise.race([ping, timeout]);
  }
}
