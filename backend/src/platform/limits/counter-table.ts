import type { FeatureModule } from '../config/environment.ts';

/**
 * The table of a process's counters. A process that runs tasks alone has its own, because its database user must neither
 * read nor change the failed sign-ins that auth counts.
 */
export function counterTable(modules: readonly FeatureModule[]): string {
  return modules.includes('auth') ? 'rate_limits' : 'task_rate_limits';
}
