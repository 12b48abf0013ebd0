import process from 'node:process';
import { ConfigError } from '../../stacks/config.ts';
import { readStackFile, recordStack } from '../recorder/recorder.ts';
import { UsageError } from '../shared/cli-error.ts';
import { wantsColour } from './environment.ts';
import { jsonReport } from './json-report.ts';
import { markdownReport } from './markdown-report.ts';
import { type PlanArguments, readArguments, usageText } from './plan-arguments.ts';
import { UnpricedTypeError } from './pricing/cost.ts';
import { UnknownPriceError } from './pricing/price-list.ts';
import { comparison, UnknownRevisionError } from './revision.ts';
import { planOf, settingsOf } from './stack-plan.ts';
import { treeReport } from './tree-report.ts';
import { verdictOf } from './verdict.ts';

/** `npm run plan`. @returns the exit code */
async function main(words: readonly string[]): Promise<number> {
  const asked = readArguments(words);
  if (asked === 'help') {
    console.log(usageText);
    return 0;
  }
  const { stack } = asked;
  const settings = settingsOf(await readStackFile(stack));
  const recorded = await recordStack(stack);
  const plan = planOf(stack, recorded, settings);
  const change =
    asked.diff === undefined ? undefined : await comparison(stack, asked.diff, { recorded, settings, plan });
  const verdict = verdictOf(plan, asked.budget);
  await print(report(asked, { plan, change, verdict }));
  return verdict.problems.length > 0 ? 1 : 0;
}

function report({ format }: PlanArguments, content: Parameters<typeof jsonReport>[0]): string {
  if (format === 'json') return jsonReport(content);
  return format === 'markdown' ? markdownReport(content) : treeReport(content, wantsColour);
}

/** A pipe takes 64 kB at a time: leaving before it took all would cut the report short. */
function print(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(`${text}\n`, () => resolve()));
}

const expected = [UsageError, ConfigError, UnpricedTypeError, UnknownPriceError, UnknownRevisionError];

try {
  // Left at once: timers of the recording would hold the process for their minute.
  process.exit(await main(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof Error) || !expected.some((kind) => error instanceof kind)) throw error;
  console.error(error instanceof UsageError ? `${error.message}\n\n${usageText}` : error.message);
  process.exit(error instanceof UsageError ? 2 : 1);
}
