import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { notice, type RenderedFile } from './rendered-file.ts';

/** Marks a folder whose files may be deleted before rendering. */
const marker = '.rendered';

/**
 * Deletes the files of an earlier rendering and writes the new ones.
 *
 * @throws when the folder holds files that were not rendered
 */
export async function writeTree(folder: string, files: readonly RenderedFile[]): Promise<void> {
  const present = await readdir(folder).catch((): string[] => []);
  if (present.length > 0 && !present.includes(marker)) {
    throw new Error(`${folder} holds files that were not rendered: choose an empty folder`);
  }
  for (const name of present) await rm(join(folder, name), { recursive: true });
  for (const { path, text } of [...files, { path: marker, text: notice }]) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}
