import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { PulumiStack } from './pulumi-stack.ts';

/**
 * `npm run drift -- <stack> [report]`: compares the cloud with the code. Without a difference it exits with 0 and writes an
 * empty report, else it writes the differences. When the comparison fails it writes no report.
 */
const usage = 'Usage: npm run drift -- <stack> [file for the report]';

await runCommand({ name: 'drift', usage }, async ([stack, reportFile]) => {
  if (stack === undefined) throw new UsageError('name one stack');
  const { matches, report } = await new PulumiStack(stack).drift();
  console.log(report);
  if (reportFile !== undefined) {
    mkdirSync(dirname(reportFile), { recursive: true });
    writeFileSync(reportFile, matches ? '' : report);
  }
  return matches ? 0 : 1;
});
