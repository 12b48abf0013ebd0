import { join } from 'node:path';

/** Paths in the folder that holds all data of a running Taskyard. */
export interface StackLayout {
  readonly root: string;
  readonly lock: string;
  readonly database: string;
  readonly keys: string;
  readonly mail: string;
  logFile(service: string): string;
  pidFile(service: string): string;
}

export function stackLayout(root: string): StackLayout {
  return {
    root,
    lock: join(root, 'lock'),
    database: join(root, 'mysql'),
    keys: join(root, 'keys'),
    mail: join(root, 'mail'),
    logFile: (service) => join(root, 'logs', `${service}.log`),
    pidFile: (service) => join(root, 'processes', `${service}.json`),
  };
}
