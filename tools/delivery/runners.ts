import { appendFileSync } from 'node:fs';
import { ConfigError } from '../../stacks/config.ts';
import { UsageError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { readJobEnvironment } from './environment.ts';
import { readRunners, runnerOf } from './stack-runners.ts';

/**
 * `npm run runners -- [stack]`: the runner of each stack, as a matrix for a workflow, and the label for one stack. In a job both
 * are also outputs. The workflows ask it before they start a job that reaches a cluster.
 */
const usage = 'Usage: npm run runners -- [stack]';

await runCommand(
  { name: 'runners', usage, expected: [ConfigError], exitAtOnce: true },
  async ([stack = '', ...rest]) => {
    if (rest.length > 0) throw new UsageError('name at most one stack');
    const runners = await readRunners();
    const lines = [
      `stacks=${JSON.stringify(runners)}`,
      ...(stack === '' ? [] : [`runner=${runnerOf(stack, runners)}`]),
    ];
    console.log(lines.join('\n'));
    const { outputFile } = readJobEnvironment();
    if (outputFile !== undefined) appendFileSync(outputFile, `${lines.join('\n')}\n`);
    return 0;
  },
);
