import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { repositoryRoot } from '../shared/environment.ts';
import { type Mutant, mutate } from './mutant.ts';

/** The folders that a mutant may change, and those that the tests of the stacks import. */
const folders = ['contracts', 'stacks', 'tools'];
const files = /^(package\.json|tsconfig\.base\.json|Pulumi\..*yaml)$/;

/** A temporary copy of the Pulumi program and its tests. The checkout is never changed. */
export class WorkingCopy {
  readonly root: string;

  private constructor(root: string) {
    this.root = root;
  }

  static async create(): Promise<WorkingCopy> {
    // Where the folder for temporary files is a symbolic link, Vite would know each module under two names.
    const root = await realpath(await mkdtemp(join(tmpdir(), 'taskyard-mutations-')));
    const single = (await readdir(repositoryRoot)).filter((name) => files.test(name));
    for (const name of [...folders, ...single]) {
      await cp(join(repositoryRoot, name), join(root, name), {
        recursive: true,
        filter: (source) => basename(source) !== 'node_modules',
      });
    }
    for (const folder of ['.', ...folders]) await linkPackages(folder, root);
    return new WorkingCopy(root);
  }

  /** Runs `work` while the fault is in the copy. */
  async withMutant<Result>(mutant: Mutant, work: () => Promise<Result>): Promise<Result> {
    const path = join(this.root, mutant.file);
    const original = await readFile(path, 'utf8');
    await writeFile(path, mutate(original, mutant));
    try {
      return await work();
    } finally {
      await writeFile(path, original);
    }
  }

  async remove(): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }
}

/**
 * Links the installed packages one by one: a linked `node_modules` would share Vite's cache with the checkout, and
 * `@taskyard/contracts` would be the checkout's instead of the copy's.
 */
async function linkPackages(folder: string, root: string): Promise<void> {
  const from = join(repositoryRoot, folder, 'node_modules');
  const to = join(root, folder, 'node_modules');
  const names = await readdir(from).catch(() => []);
  const packages = names.filter((name) => !name.startsWith('.') && name !== '@taskyard');
  await mkdir(to, { recursive: true });
  for (const name of packages) await symlink(join(from, name), join(to, name), 'junction');
  if (folder !== '.') return;
  const own = join(to, '@taskyard/contracts');
  await mkdir(dirname(own), { recursive: true });
  await symlink(join(root, 'contracts'), own, 'junction');
}
