import { chmod, mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../shared/child-process.ts';

const suffix = '.ext4';

/**
 * Makes a folder with a file system of its own, so that it can be full while the disk below is not. The file of the file system
 * takes only the space that is used. Where the machine has no loop device, it is a plain folder.
 */
export async function makeSizedFolder(path: string, bytes: number): Promise<void> {
  await mkdir(path, { recursive: true });
  const file = await open(`${path}${suffix}`, 'w');
  await file.truncate(bytes).finally(() => file.close());
  const formatted = await run('mkfs.ext4', ['-q', '-m', '0', '-E', 'lazy_itable_init=1', `${path}${suffix}`]);
  const failure = formatted.exitCode === 0 ? await mount(path) : formatted.stderr;
  if (failure !== '') {
    console.error(`${path} has no size of its own: ${failure}`);
    await rm(`${path}${suffix}`, { force: true });
  }
  // Pods run as different users. The mask of this process must not take rights away.
  await chmod(path, 0o777);
}

/** Mounts the folders that were made before. A start of the node has none of its former mounts. */
export async function mountSizedFolders(parent: string): Promise<void> {
  for (const file of await readdir(parent)) {
    if (file.endsWith(suffix)) await mount(join(parent, file.slice(0, -suffix.length)));
  }
}

export async function removeSizedFolder(path: string): Promise<void> {
  await run('umount', [path]);
  for (const each of [path, `${path}${suffix}`]) await rm(each, { recursive: true, force: true });
}

/** @returns why it was not mounted; empty when it was */
async function mount(path: string): Promise<string> {
  const { exitCode, stderr } = await run('mount', ['-o', 'loop,discard', `${path}${suffix}`, path]);
  return exitCode === 0 ? '' : stderr.trim();
}
