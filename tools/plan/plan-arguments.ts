import { type StackName, stackNames } from '../recorder/recorder.ts';
import { UsageError } from '../shared/cli-error.ts';
import { parseArguments } from '../shared/parse-arguments.ts';

/** The arguments of `npm run plan`. */
export interface PlanArguments {
  readonly stack: StackName;
  readonly format: 'tree' | 'json' | 'markdown';
  /** The Git revision to compare with. */
  readonly diff: string | undefined;
  /** Also fail when the stack has no budget. */
  readonly budget: boolean;
}

export const usage = `Usage: npm run plan -- <${stackNames.join(' | ')}> [--json | --markdown] [--diff <revision>] [--budget]

Shows a stack before it exists: its resources, its monthly cost by list prices, and the findings of the policies.
  --json        print one JSON document
  --markdown    print a comment for a pull request
  --diff REV    also show what changes since a Git revision, and what that costs
  --budget      also fail when the stack's configuration has no budget

Exit codes: 1 when a mandatory policy is violated, a type has no price, or the total is over the budget;
2 when the arguments are wrong.`;

/** @throws {UsageError} */
export function readArguments(words: readonly string[]): PlanArguments {
  const { values, positionals } = parseArguments(words, {
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      markdown: { type: 'boolean' },
      diff: { type: 'string' },
      budget: { type: 'boolean' },
    },
  });
  const [name, ...more] = positionals;
  const stack = stackNames.find((known) => known === name);
  if (stack === undefined || more.length > 0) throw new UsageError(`name one stack: ${stackNames.join(', ')}`);
  if (values.json && values.markdown) throw new UsageError('choose one of --json and --markdown');
  return {
    stack,
    format: values.json ? 'json' : values.markdown ? 'markdown' : 'tree',
    diff: values.diff,
    budget: values.budget ?? false,
  };
}
