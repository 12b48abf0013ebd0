import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { eventually } from '../../shared/eventually.ts';

const mountPoint = '/sys/fs/cgroup';

/** The folders of a cgroup: one in version 2, one for each controller in version 1. */
function foldersOf(name: string): string[] {
  if (isVersion2()) return [join(mountPoint, name)];
  return readdirSync(mountPoint)
    .filter((controller) => existsSync(join(mountPoint, controller, 'cgroup.procs')))
    .map((controller) => join(mountPoint, controller, name));
}

/** Creates the cgroup that holds all pods of a node. The kubelet requires that it exists. */
export function createCgroup(name: string): void {
  for (const folder of foldersOf(name)) {
    mkdirSync(folder, { recursive: true });
    if (isVersion2()) for (const parent of [dirname(folder), folder]) enableControllers(parent);
    for (const file of ['cpuset.cpus', 'cpuset.mems']) inherit(folder, file);
  }
}

/** Removes the cgroup and all in it. Its processes have ended, or end within seconds. */
export async function removeCgroup(name: string): Promise<void> {
  await eventually(20, async () => {
    for (const folder of foldersOf(name)) removeTree(folder);
  });
}

/** A cgroup is removed by rmdir alone, and its files go with it. */
function removeTree(folder: string): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeTree(join(folder, entry.name));
  }
  rmdirSync(folder);
}

function isVersion2(): boolean {
  return existsSync(join(mountPoint, 'cgroup.controllers'));
}

function enableControllers(folder: string): void {
  const available = readFileSync(join(folder, 'cgroup.controllers'), 'utf8').trim().split(' ').filter(Boolean);
  writeFileSync(join(folder, 'cgroup.subtree_control'), available.map((name) => `+${name}`).join(' '));
}

/** In version 1, a new cpuset is empty, and no process can join it. */
function inherit(folder: string, file: string): void {
  const [own, parent] = [join(folder, file), join(dirname(folder), file)];
  if (!existsSync(own) || !existsSync(parent) || readFileSync(own, 'utf8').trim() !== '') return;
  const value = readFileSync(parent, 'utf8').trim();
  if (value !== '') writeFileSync(own, value);
}
