import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What the commands need to know about this computer. Tests pass a fake one. */
export interface Machine {
  /** Folders searched for programs, in order. */
  readonly searchPath: readonly string[];
  readonly isRoot: boolean;
  /** Text of /etc/os-release; empty without that file. */
  readonly osRelease: string;
}

// Distributions do not put servers on a user's PATH; Homebrew does not link versioned formulas.
const serverFolders = [
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/usr/libexec',
  '/usr/local/mysql/bin',
  '/opt/homebrew/bin',
  '/opt/homebrew/opt/mysql@8.4/bin',
  '/opt/homebrew/opt/mariadb/bin',
  '/usr/local/opt/mysql@8.4/bin',
  '/usr/local/opt/mariadb/bin',
];

export function thisMachine(path: string): Machine {
  return {
    searchPath: [...new Set([...path.split(':').filter((folder) => folder.startsWith('/')), ...serverFolders])],
    isRoot: process.getuid?.() === 0,
    osRelease: readOsRelease(),
  };
}

/** Absolute paths of all programs with that name, in the order of the search path. */
export function findPrograms(machine: Machine, name: string): string[] {
  return machine.searchPath.map((folder) => join(folder, name)).filter(isProgram);
}

export function findProgram(machine: Machine, name: string): string | undefined {
  return findPrograms(machine, name)[0];
}

/** Whether packages can be installed without asking: as root on Debian, Ubuntu or a derivative. */
export function canInstallPackages(machine: Machine): boolean {
  const family = /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(machine.osRelease);
  return machine.isRoot && family && findProgram(machine, 'apt-get') !== undefined;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function readOsRelease(): string {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return '';
  }
}
