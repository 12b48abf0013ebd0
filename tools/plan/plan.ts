import process from 'node:process';
import { ConfigError } from '../../stacks/config.ts';
import { readStackFile, recordStack, settingsOf } from '../recorder/recorder.ts';
import { runCommand } from '../shared/command.ts';
import { jsonReport } from './json-report.ts';
import { markdownReport } from './markdown-report.ts';
import { type PlanArguments, readArguments, usage } from './plan-arguments.ts';
import { problemsOf } from './plan-problems.ts';
import { UnpricedTypeError } from './pricing/cost.ts';
import { UnknownPriceError } from './pricing/prices.ts';
import type { RecordAgain } from './replaced-resources.ts';
import type { ReportContent } from './report-format.ts';
import { changeSince, RevisionError } from './revision.ts';
import type { StackChange } from './stack-change.ts';
import { planOf } from './stack-plan.ts';
import { treeReport } from './tree-report.ts';

/** False for pipes and files, and where `NO_COLOR` (https://no-color.org) is set. */
const terminalHasColours = process.stdout.isTTY && process.stdout.hasColors();

const expected = [ConfigError, UnpricedTypeError, UnknownPriceError, RevisionError];

await runCommand({ name: 'plan', usage, expected, exitAtOnce: true }, async (args) => {
  const options = readArguments(args);
  const { stack, diff } = options;
  const settings = settingsOf(await readStackFile(stack));
  const recorded = await recordStack(stack);
  const plan = planOf(stack, recorded, settings);
  const recordAgain: RecordAgain = (replaced) => recordStack(stack, {}, { replaced });
  const now = { recorded, settings, plan, recordAgain };
  const comparison = diff === undefined ? {} : await compare(() => changeSince(diff, stack, now), options);
  const problems = problemsOf(plan, options.budget);
  await print(report(options, { plan, change: undefined, ...comparison, problems }));
  return problems.length > 0 ? 1 : 0;
});

/** A comment on a pull request says why there is no comparison. On a terminal, that is an error. */
async function compare(
  changes: () => Promise<StackChange>,
  { format }: PlanArguments,
): Promise<Pick<ReportContent, 'notCompared'> & Partial<Pick<ReportContent, 'change'>>> {
  try {
    return { change: await changes() };
  } catch (error) {
    if (format === 'markdown' && error instanceof RevisionError) return { notCompared: error.message };
    throw error;
  }
}

function report({ format }: PlanArguments, content: ReportContent): string {
  if (format === 'json') return jsonReport(content);
  return format === 'markdown' ? markdownReport(content) : treeReport(content, terminalHasColours);
}

/** Waits until the whole text is written. A pipe takes 64 kB at a time, and an earlier exit would cut the report short. */
function print(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(`${text}\n`, () => resolve()));
}
