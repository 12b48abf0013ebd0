import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Identifies one process. A pid is reused after its process ends; a pid together with the start time is not. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Start time, in a format that depends on the system. */
  readonly started: string;
}

/** The process that has this pid now, or `null` when there is none or only a zombie. */
export function identify(pid: number): ProcessIdentity | null {
  const started = process.platform === 'linux' ? startOnLinux(pid) : startFromPs(pid);
  return started === null ? null : { pid, started };
}

export function isAlive(identity: ProcessIdentity): boolean {
  return identify(identity.pid)?.started === identity.started;
}

/** Reads an identity written by `JSON.stringify`; `null` when the file is missing or not valid. */
export function readIdentity(path: string): ProcessIdentity | null {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof value !== 'object' || value === null || !('pid' in value) || !('started' in value)) return null;
    return typeof value.pid === 'number' && typeof value.started === 'string'
      ? { pid: value.pid, started: value.started }
      : null;
  } catch {
    return null;
  }
}

/** After the name in parentheses, which may contain spaces, /proc/<pid>/stat has the state first and the start time twentieth. */
function startOnLinux(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z') return null;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot}:${fields[19]}`;
  } catch {
    return null;
  }
}

function startFromPs(pid: number): string | null {
  const found = spawnSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], { encoding: 'utf8' });
  const [state, ...started] = (found.stdout ?? '').trim().split(/\s+/);
  return found.status === 0 && state && !state.startsWith('Z') ? started.join(' ') : null;
}
