import { z } from 'zod';
import type { DatabaseHealthService } from '../database/database-health.service.ts';
import { ServiceUnavailableError } from './http.errors.ts';

export const healthSchema = z.object({ status: z.literal('ok') }).meta({ id: 'Health' });
export type Health = z.infer<typeof healthSchema>;

export const healthy: Health = { status: 'ok' };

/** @throws {ServiceUnavailableError} when the database does not answer */
export async function healthOf(database: DatabaseHealthService): Promise<Health> {
  if (await database.isUp()) return healthy;
  throw new ServiceUnavailableError();
}
