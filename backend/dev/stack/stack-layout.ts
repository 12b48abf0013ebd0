import { join } from 'node:path';

/** Names inside the folder a running Taskyard keeps everything in. */
export interface StackLayout {
  readonly root: string;
  readonly lock: string;
  readonly database: string;
  readonly keys: string;
  logFile(service: string): string;
  pidFile(service: string): string;
}

export function stackLayout(root: string): StackLayout {
  return {
    root,
    lock: join(root, 'lock'),
    database: join(root, 'mysql'),
    keys: join(root, 'keys'),
    logFile: (service) => join(root, 'logs', `${service}.log`),
    pidFile: (service) => join(root, 'processes', `${service}.json`),
  };
}
