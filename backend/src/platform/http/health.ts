import { z } from 'zod';
import type { DatabaseHealthService } from '../database/database-health.service.ts';
import { ServiceUnavailableError } from './http.errors.ts';

export const healthSchema = z.object({ status: z.literal('ok') }).meta({ id: 'Health' });
export type Health = z.infer<typeof healthSchema>;

export const healthStatus: Health = { status: 'ok' };

/** @throws {ServiceUnavailableError} when the database does not answer */
export async function checkHealth(database: DatabaseHealthService): Promise<Health> {
  if (await database.isUp()) return healthStatus;
  throw new ServiceUnavailableError();
}
