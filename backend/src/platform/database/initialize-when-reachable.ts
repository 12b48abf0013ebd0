import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { isDatabaseUnavailable } from './mysql-error.ts';

const intervalMs = 1_000;

/**
 * Opens the connections of a data source. While the database is unreachable, it tries again for `seconds`: the network may
 * refuse the first connection of a new pod until it knows the pod's address. Any other error, such as a wrong password, is
 * thrown at once.
 */
export async function initializeWhenReachable(dataSource: DataSource, seconds: number): Promise<DataSource> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    try {
      return await dataSource.initialize();
    } catch (error) {
      if (!isDatabaseUnavailable(error) || Date.now() + intervalMs > deadline) throw error;
      // The application's logger is not ready yet.
      pino().warn({ reason: String(error) }, 'the database accepts no connection yet; trying again');
      await sleep(intervalMs);
    }
  }
}
