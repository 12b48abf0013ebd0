import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { StackSettings } from '../../stacks/config/schema.ts';
import {
  type ConfigValues,
  type readStackFile,
  type recordStack,
  type StackName,
  settingsOf,
} from '../recorder/recorder.ts';
import { changeBetween, type PlannedRecording, type RepeatableRecording, type StackChange } from './stack-change.ts';
import { planOf } from './stack-plan.ts';

const run = promisify(execFile);
const checkout = fileURLToPath(new URL('../../', import.meta.url));

/** The recorder of a revision, relative to its root. Every revision with this file can be compared. */
const recorderFile = 'tools/recorder/recorder.ts';

/** A revision that Git does not know, or that cannot be compared. */
export class RevisionError extends Error {
  override readonly name = 'RevisionError';
}

interface Recorder {
  readonly recordStack: typeof recordStack;
  readonly readStackFile: typeof readStackFile;
}

/**
 * What changes in a stack since a Git revision. The revision's own program and contracts run with the packages of this
 * checkout. Both sides are priced by this checkout's price list, so a new price is never a difference.
 *
 * @throws {RevisionError}
 */
export async function changeSince(
  revision: string,
  stack: StackName,
  now: RepeatableRecording & { readonly settings: StackSettings },
): Promise<StackChange> {
  const commit = await commitOf(revision);
  const folder = await mkdtemp(join(tmpdir(), 'taskyard-plan-'));
  try {
    await unpack(commit, folder);
    const { settingsWereValid, ...before } = await recordingIn(folder, revision, stack, now.settings);
    const name = revision === commit ? commit.slice(0, 8) : `${revision} (${commit.slice(0, 8)})`;
    const since = `${name}${settingsWereValid ? '' : ', priced with the settings of today'}`;
    return await changeBetween(since, before, now);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Records a stack with the program in `folder`. `settingsWereValid` is false when the settings of that revision do not
 * fit today's schema.
 *
 * @throws {RevisionError} when the revision has no recorder
 */
export async function recordingIn(
  folder: string,
  revision: string,
  stack: StackName,
  today: StackSettings,
): Promise<PlannedRecording & { readonly settingsWereValid: boolean }> {
  if (!existsSync(join(folder, recorderFile))) {
    throw new RevisionError(
      `revision ${revision} cannot be compared: it is older than the move of the recorder to tools/ and has no ${recorderFile}. Choose a later revision.`,
    );
  }
  if (!existsSync(join(folder, `Pulumi.${stack}.yaml`))) {
    return { recorded: [], plan: planOf(stack, [], today), settingsWereValid: true };
  }
  const { recorder, recorded } = await runProgram(folder, revision, stack);
  const settings = settingsOfRevision(await recorder.readStackFile(stack), today);
  return { recorded, plan: planOf(stack, recorded, settings ?? today), settingsWereValid: settings !== undefined };
}

/** @throws {RevisionError} also for a program that does not run with the packages of this checkout */
async function runProgram(folder: string, revision: string, stack: StackName) {
  try {
    const recorder = (await import(pathToFileURL(join(folder, recorderFile)).href)) as Recorder;
    return { recorder, recorded: await recorder.recordStack(stack) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RevisionError(`revision ${revision} does not run with the packages of this checkout: ${reason}`);
  }
}

/** The settings of the revision, with today's `usage` if it had none; `undefined` when today's schema refuses them. */
function settingsOfRevision(values: ConfigValues, today: StackSettings): StackSettings | undefined {
  const usage = today.platform === 'aws' ? { usage: today.usage } : {};
  const given = Object.entries(values).filter(([, value]) => JSON.stringify(value) !== '{}');
  try {
    return settingsOf({ ...usage, ...Object.fromEntries(given) });
  } catch {
    return undefined;
  }
}

async function commitOf(revision: string): Promise<string> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
  try {
    const { stdout } = await run('git', args, { cwd: checkout });
    return stdout.trim();
  } catch {
    throw new RevisionError(`Git does not know the revision ${revision}. In a shallow clone, fetch it first.`);
  }
}

/** Writes the files of a commit into `folder`. No worktree is registered, and the checkout does not change. */
export async function unpack(commit: string, folder: string): Promise<void> {
  const archive = join(folder, 'revision.tar');
  await run('git', ['archive', '--format=tar', `--output=${archive}`, commit], { cwd: checkout });
  await run('tar', ['-xf', archive, '-C', folder]);
  await linkPackages(folder);
}

/** Links the installed packages of the checkout, and the workspaces of `folder` itself: contracts may have changed. */
async function linkPackages(folder: string): Promise<void> {
  const installed = join(checkout, 'node_modules');
  const modules = join(folder, 'node_modules');
  await mkdir(join(modules, '@taskyard'), { recursive: true });
  for (const name of await readdir(installed)) {
    if (name !== '@taskyard') await symlink(join(installed, name), join(modules, name));
  }
  for (const workspace of await readdir(join(installed, '@taskyard'))) {
    if (!existsSync(join(folder, workspace))) continue;
    await symlink(join(folder, workspace), join(modules, '@taskyard', workspace));
    const own = join(checkout, workspace, 'node_modules');
    if (existsSync(own)) await symlink(own, join(folder, workspace, 'node_modules'));
  }
}
