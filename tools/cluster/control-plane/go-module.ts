import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { run } from '../../shared/child-process.ts';
import { readEnvironment } from '../../shared/environment.ts';
import { findProgram } from '../../shared/machine.ts';

/** Go modules in this folder. `definitions` builds no program: its modules contain custom resource definitions. */
export type GoModuleName = 'kubernetes' | 'validators' | 'definitions';

interface GoModFile {
  readonly Require: readonly { readonly Path: string; readonly Version: string }[];
}

export function goModuleFolder(name: GoModuleName): string {
  return join(import.meta.dirname, name);
}

/** A hash of the requirements of the module, the operating system and the architecture. */
export async function goModuleFingerprint(name: GoModuleName): Promise<string> {
  const hash = createHash('sha256').update(process.platform).update(process.arch);
  for (const file of ['go.mod', 'go.sum']) hash.update(await readFile(join(goModuleFolder(name), file)));
  return hash.digest('hex').slice(0, 16);
}

/** @throws when Go is missing or the command fails */
export async function go(name: GoModuleName, args: readonly string[]): Promise<string> {
  const program = findProgram(readEnvironment().machine, 'go');
  if (program === undefined) {
    throw new Error(
      'Go 1.26 or newer is needed on PATH: the tests build a Kubernetes control plane from its Go modules.',
    );
  }
  const { exitCode, stdout, stderr } = await run(program, args, {
    workingDirectory: goModuleFolder(name),
    environment: { CGO_ENABLED: '0' },
  });
  if (exitCode !== 0) throw new Error(`go ${args.join(' ')} (${name}) failed:\n${stderr.slice(-3000)}`);
  return stdout;
}

/** The version of `path` that the module's go.mod requires. */
export async function requiredVersion(name: GoModuleName, path: string): Promise<string> {
  const { Require } = JSON.parse(await go(name, ['mod', 'edit', '-json'])) as GoModFile;
  const found = Require.find((requirement) => requirement.Path === path);
  if (found === undefined) throw new Error(`${name}/go.mod does not require ${path}`);
  return found.Version;
}

/** Folder with the files of a required module. Go downloads it if it is missing and checks it against go.sum. */
export async function moduleFiles(name: GoModuleName, path: string): Promise<string> {
  const version = await requiredVersion(name, path);
  const { Dir } = JSON.parse(await go(name, ['mod', 'download', '-json', `${path}@${version}`])) as { Dir: string };
  return Dir;
}
