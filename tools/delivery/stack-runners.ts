import { readStackFile, settingsOf, stackNames } from '../recorder/recorder.ts';
import { CliError } from '../shared/cli-error.ts';

/** An entry of a workflow's matrix. */
export interface StackRunner {
  readonly stack: string;
  /** The label of the runner that reaches the stack's cluster. */
  readonly runner: string;
}

/**
 * `ci.runner` of every stack that has `ci`.
 *
 * @throws {ConfigError} when the configuration of a stack is wrong
 */
export async function readRunners(): Promise<readonly StackRunner[]> {
  const runners: StackRunner[] = [];
  for (const stack of stackNames) {
    const settings = settingsOf(await readStackFile(stack));
    if (settings.platform === 'aws' && settings.ci !== undefined) runners.push({ stack, runner: settings.ci.runner });
  }
  return runners;
}

/** @throws CliError when the stack has none */
export function runnerOf(stack: string, runners: readonly StackRunner[]): string {
  const found = runners.find((entry) => entry.stack === stack);
  if (found !== undefined) return found.runner;
  const known = runners.map((entry) => entry.stack).join(', ');
  throw new CliError(`${stack} has no ci.runner in Pulumi.${stack}.yaml. Stacks that have one: ${known}.`);
}
