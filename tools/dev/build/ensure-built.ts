import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { CliError, explainWriteFailure } from '../../shared/cli-error.ts';
import { cancelledBy } from '../../shared/processes/cancelled-by.ts';
import { waitForLock } from '../../shared/processes/process-lock.ts';
import { sourceHash } from './source-hash.ts';

export interface BuildTarget {
  readonly name: string;
  /** Files and folders that the output depends on, relative to the root. */
  readonly sources: readonly string[];
  /** Names below the sources that the output does not depend on. */
  readonly ignored: RegExp;
  /** Outputs to compare with the last build, relative to the root. `npm run dev` and developers write there, too. */
  readonly outputs: readonly string[];
  /** Removed before a build, with the outputs of deleted sources. */
  readonly clean?: string;
  /** File with the hashes of the sources and of the output, relative to the root. */
  readonly stamp: string;
  readonly command: readonly [string, ...string[]];
}

const ignoredNames =
  /^(node_modules|dist|e2e|test|test-results|playwright-report|coverage)$|\.(spec|test)\.tsx?$|\.tsbuildinfo$|^next-env\.d\.ts$/;
const sharedSources = ['package-lock.json', 'tsconfig.base.json', 'contracts'];

export const backendBuild: BuildTarget = {
  name: 'backend',
  sources: [
    ...sharedSources,
    'backend/package.json',
    'backend/tsconfig.json',
    'backend/tsconfig.build.json',
    'backend/src',
  ],
  ignored: ignoredNames,
  outputs: ['backend/dist'],
  clean: 'backend/dist',
  stamp: 'backend/dist/.built',
  command: ['npm', 'run', 'build', '-w', 'backend'],
};

export const webBuild: BuildTarget = {
  name: 'web',
  sources: [...sharedSources, 'web'],
  ignored: ignoredNames,
  outputs: ['web/.next/standalone/web/server.js', 'web/.next/BUILD_ID'],
  stamp: 'web/.next/.built',
  command: ['npm', 'run', 'build', '-w', 'web'],
};

export interface BuildOptions {
  readonly root: string;
  readonly report: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Builds the targets that are stale. A second process waits for the first one's build.
 *
 * @throws CliError with the build's output when it fails
 */
export async function ensureBuilt(targets: readonly BuildTarget[], options: BuildOptions): Promise<void> {
  const { root, report } = options;
  if (targets.every((target) => isFresh(root, target))) return;
  const lockPath = join(root, 'node_modules/.cache/taskyard/build.lock');
  try {
    mkdirSync(dirname(lockPath), { recursive: true });
  } catch (error) {
    throw explainWriteFailure(error, dirname(lockPath));
  }
  const lock = await waitForLock(lockPath, (holder) => report(`Waiting for the build of process ${holder} …`));
  try {
    for (const target of targets) {
      if (!isFresh(root, target)) await build(target, options);
    }
  } finally {
    lock.release();
  }
}

function isFresh(root: string, target: BuildTarget): boolean {
  const stamp = join(root, target.stamp);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === stampOf(root, target, sourcesOf(root, target));
}

function sourcesOf(root: string, { sources, ignored }: BuildTarget): string {
  return sourceHash(root, sources, ignored);
}

function stampOf(root: string, { outputs }: BuildTarget, sources: string): string | undefined {
  const there = outputs.every((output) => existsSync(join(root, output)));
  return there ? `${sources} ${sourceHash(root, outputs, /^$/)}` : undefined;
}

async function build(target: BuildTarget, { root, report, signal }: BuildOptions): Promise<void> {
  report(`Building the ${target.name} …`);
  // Before the build, which does not contain later edits.
  const sources = sourcesOf(root, target);
  rmSync(join(root, target.stamp), { force: true });
  if (target.clean !== undefined) rmSync(join(root, target.clean), { recursive: true, force: true });
  const [command, ...args] = target.command;
  const { failed, isCanceled, all } = await execa(command, args, {
    cwd: root,
    all: true,
    reject: false,
    stdin: 'ignore',
    ...cancelledBy(signal),
  });
  if (isCanceled) signal?.throwIfAborted();
  if (failed) throw new CliError(`${all.trim()}\n\nBuilding the ${target.name} failed; its output is above.`);
  const stamp = stampOf(root, target, sources);
  if (stamp === undefined) throw new CliError(`Building the ${target.name} made none of ${target.outputs.join(', ')}.`);
  writeFileSync(join(root, target.stamp), stamp);
}
