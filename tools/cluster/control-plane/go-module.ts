import { basename, join } from 'node:path';
import { go } from '../../shared/go-module.ts';

/** Go modules in this folder. `definitions` builds no program: its modules contain custom resource definitions. */
export type GoModuleName = 'kubernetes' | 'validators' | 'definitions';

interface GoModFile {
  readonly Require: readonly { readonly Path: string; readonly Version: string }[];
}

export function goModuleFolder(name: GoModuleName): string {
  return join(import.meta.dirname, name);
}

/** The version of `path` that the module's go.mod requires. */
export async function requiredVersion(name: GoModuleName, path: string): Promise<string> {
  return requiredVersionIn(goModuleFolder(name), path);
}

async function requiredVersionIn(folder: string, path: string): Promise<string> {
  const { Require } = JSON.parse(await go(folder, ['mod', 'edit', '-json'])) as GoModFile;
  const found = Require.find((requirement) => requirement.Path === path);
  if (found === undefined) throw new Error(`${basename(folder)}/go.mod does not require ${path}`);
  return found.Version;
}

/** Folder with the files of a required module. Go downloads it if it is missing and checks it against go.sum. */
export async function moduleFiles(name: GoModuleName, path: string): Promise<string> {
  return moduleFilesIn(goModuleFolder(name), path);
}

/** As `moduleFiles`, for the Go module in any folder. */
export async function moduleFilesIn(folder: string, path: string): Promise<string> {
  const version = await requiredVersionIn(folder, path);
  const downloaded = await go(folder, ['mod', 'download', '-json', `${path}@${version}`]);
  const { Dir } = JSON.parse(downloaded) as { Dir: string };
  return Dir;
}
