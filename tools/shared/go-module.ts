import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { run } from './child-process.ts';
import { CliError } from './cli-error.ts';
import { cacheDirectory, readEnvironment } from './environment.ts';
import { findProgram } from './machine.ts';

/** A hash of the requirements of the Go module in `folder`, the operating system and the architecture. */
async function goModuleFingerprint(folder: string): Promise<string> {
  const hash = createHash('sha256').update(process.platform).update(process.arch);
  for (const file of ['go.mod', 'go.sum']) hash.update(await readFile(join(folder, file)));
  return hash.digest('hex').slice(0, 16);
}

/** Runs Go in the module's folder. @throws when Go is missing or the command fails */
export async function go(folder: string, args: readonly string[]): Promise<string> {
  const program = findProgram(readEnvironment().machine, 'go');
  if (program === undefined) {
    throw new CliError(
      'Go 1.26 or newer is needed on PATH: the programs of a Kubernetes cluster are built from Go modules.',
    );
  }
  const environment = { CGO_ENABLED: '0' };
  const { exitCode, stdout, stderr } = await run(program, args, { workingDirectory: folder, environment });
  if (exitCode !== 0) throw new Error(`go ${args.join(' ')} (${basename(folder)}) failed:\n${stderr.slice(-3000)}`);
  return stdout;
}

export interface GoBuild {
  /** The folder with go.mod. Its `tool` directives name the programs. */
  readonly folder: string;
  /** The folder of the cache that holds the builds, such as `control-plane`. */
  readonly cache: string;
  /** Default: none. */
  readonly linkerFlags?: string;
  readonly report: (line: string) => void;
}

/** Whether `goPrograms` has nothing to build. */
export async function areGoProgramsBuilt(build: Pick<GoBuild, 'folder' | 'cache'>): Promise<boolean> {
  return existsSync(await buildFolder(build));
}

async function buildFolder({ folder, cache }: Pick<GoBuild, 'folder' | 'cache'>): Promise<string> {
  return join(cacheDirectory, cache, `${basename(folder)}-${await goModuleFingerprint(folder)}`);
}

/**
 * The folder with the programs of a Go module. They are built when there is no build for the current go.mod and go.sum, which
 * takes several minutes.
 *
 * @throws when Go is missing or the build fails
 */
export async function goPrograms({ folder, cache, linkerFlags = '', report }: GoBuild): Promise<string> {
  const name = basename(folder);
  const parent = join(cacheDirectory, cache);
  const built = await buildFolder({ folder, cache });
  if (existsSync(built)) return built;
  report(`Building ${name} from its Go modules (once, takes several minutes) …`);
  await mkdir(parent, { recursive: true });
  const unfinished = await mkdtemp(join(parent, 'building-'));
  try {
    await go(folder, ['build', '-trimpath', '-ldflags', `-s -w ${linkerFlags}`, '-o', `${unfinished}/`, 'tool']);
    // A rename is atomic: an interrupted build never looks like a finished one.
    await rename(unfinished, built).catch((error: unknown) => {
      if (!existsSync(built)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return built;
}
