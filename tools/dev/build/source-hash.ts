import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * SHA-256 of the names and contents of the given files and of all files below the given folders. Dates do not count, so a
 * fresh checkout, switching branches or `touch` do not change it.
 *
 * @param ignored names of files and folders to skip; names that begin with a dot are always skipped
 */
export function sourceHash(root: string, paths: readonly string[], ignored: RegExp): string {
  const hash = createHash('sha256');
  for (const file of paths.flatMap((path) => filesBelow(root, path, ignored)).sort()) {
    hash.update(`${file}\0`).update(
      createHash('sha256')
        .update(readFileSync(join(root, file)))
        .digest(),
    );
  }
  return hash.digest('hex');
}

function filesBelow(root: string, path: string, ignored: RegExp): string[] {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path))
    .filter((name) => !name.startsWith('.') && !ignored.test(name))
    .flatMap((name) => filesBelow(root, join(path, name), ignored));
}
