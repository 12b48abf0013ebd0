import { execa } from 'execa';
import { readIdentity } from '../shared/processes/process-identity.ts';

/** The resident memory of processes in megabytes, by name. */
export type Memory = Readonly<Record<string, number>>;

/** @param pidFiles where the starts of the processes recorded them, by name */
export async function residentMemory(pidFiles: Readonly<Record<string, string>>): Promise<Memory> {
  const sizes = Object.entries(pidFiles).map(async ([name, file]) => {
    const { stdout } = await execa('ps', ['-o', 'rss=', '-p', String(readIdentity(file)?.pid)]);
    return [name, Math.round(Number(stdout) / 1024)];
  });
  return Object.fromEntries(await Promise.all(sizes));
}

export function highest(one: Memory, other: Memory): Memory {
  return Object.fromEntries(Object.entries(one).map(([name, size]) => [name, Math.max(size, other[name] ?? 0)]));
}
