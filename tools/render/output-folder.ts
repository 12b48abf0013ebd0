import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { notice, type RenderedFile } from './rendered-tree.ts';

/** Says that a folder is ours to empty. */
const marker = '.rendered';

/**
 * Writes the files and removes those of an earlier rendering.
 *
 * @throws when the folder holds something that was not rendered
 */
export async function writeTree(folder: string, files: readonly RenderedFile[]): Promise<void> {
  const there = await readdir(folder).catch((): string[] => []);
  if (there.length > 0 && !there.includes(marker)) {
    throw new Error(`${folder} holds files that were not rendered: name an empty folder`);
  }
  for (const name of there) await rm(join(folder, name), { recursive: true });
  for (const { path, text } of [...files, { path: marker, text: notice }]) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}
