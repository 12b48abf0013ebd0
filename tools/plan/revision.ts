import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { StackSettings } from '../../stacks/config/schema.ts';
import type { ConfigValues, readStackFile, recordStack, StackName } from '../recorder/recorder.ts';
import { changeBetween, type PlannedRecording, type StackChange } from './stack-change.ts';
import { planOf, settingsOf } from './stack-plan.ts';

const run = promisify(execFile);
const checkout = fileURLToPath(new URL('../../', import.meta.url));

/** A revision Git does not have, or one that cannot be planned. */
export class UnknownRevisionError extends Error {
  override readonly name = 'UnknownRevisionError';
}

interface Recorder {
  readonly recordStack: typeof recordStack;
  readonly readStackFile: typeof readStackFile;
}

/**
 * What changes in a stack since a revision. The other revision's own program is run, with this checkout's packages, and
 * priced by this checkout's list: prices never make a difference, resources do.
 *
 * @throws {UnknownRevisionError}
 */
export async function comparison(
  stack: StackName,
  revision: string,
  now: PlannedRecording & { readonly settings: StackSettings },
): Promise<StackChange> {
  const commit = await commitOf(revision);
  const folder = await mkdtemp(join(tmpdir(), 'taskyard-plan-'));
  try {
    await unpack(commit, folder);
    const { asThen, ...before } = await recordingIn(folder, stack, now.settings);
    const since = `${revision} (${commit.slice(0, 8)})${asThen ? '' : ", priced by today's settings"}`;
    return changeBetween(since, before, now);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** `asThen`: whether the settings of that revision could be read by today's rules. */
async function recordingIn(
  folder: string,
  stack: StackName,
  settings: StackSettings,
): Promise<PlannedRecording & { readonly asThen: boolean }> {
  const program = join(folder, 'tools/recorder/recorder.ts');
  if (!existsSync(program)) throw new UnknownRevisionError('that revision has no program that can be recorded');
  if (!existsSync(join(folder, `Pulumi.${stack}.yaml`))) {
    return { recorded: [], plan: planOf(stack, [], settings), asThen: true };
  }
  const recorder = (await import(pathToFileURL(program).href)) as Recorder;
  const recorded = await recorder.recordStack(stack);
  const then = settingsThen(await recorder.readStackFile(stack), settings);
  return { recorded, plan: planOf(stack, recorded, then ?? settings), asThen: then !== undefined };
}

/** The other revision's settings, with today's `usage` where it had none; `undefined` when they are not allowed today. */
function settingsThen(values: ConfigValues, today: StackSettings): StackSettings | undefined {
  const usage = today.platform === 'aws' ? { usage: today.usage } : {};
  const given = Object.entries(values).filter(([, value]) => JSON.stringify(value) !== '{}');
  try {
    return settingsOf({ ...usage, ...Object.fromEntries(given) });
  } catch {
    return undefined;
  }
}

async function commitOf(revision: string): Promise<string> {
  try {
    const { stdout } = await run(
      'git',
      ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`],
      {
        cwd: checkout,
      },
    );
    return stdout.trim();
  } catch {
    throw new UnknownRevisionError(`Git knows no revision ${revision} here; a shallow clone has to fetch it first`);
  }
}

/** Only files: no worktree is registered, and nothing of the checkout changes. */
async function unpack(commit: string, folder: string): Promise<void> {
  const archive = join(folder, 'revision.tar');
  await run('git', ['archive', '--format=tar', `--output=${archive}`, commit], { cwd: checkout });
  await run('tar', ['-xf', archive, '-C', folder]);
  for (const packages of ['node_modules', 'stacks/node_modules']) {
    const here = join(checkout, packages);
    if (existsSync(here)) await symlink(here, join(folder, packages));
  }
}
