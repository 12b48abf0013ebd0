import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { CliError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { Pulumi } from './pulumi.ts';

/**
 * `npm run drift -- <stack> [report]`: exit code 0 while the cloud is what the code says, and an empty report; else what
 * differs. No report at all means that it could not be found out.
 */
await runCommand('drift', async () => {
  const [stack, reportFile] = process.argv.slice(2);
  if (stack === undefined) throw new CliError('usage: npm run drift -- <stack> [file for the report]');
  const { inStep, report } = await new Pulumi(stack).drift();
  console.log(report);
  if (reportFile !== undefined) {
    mkdirSync(dirname(reportFile), { recursive: true });
    writeFileSync(reportFile, inStep ? '' : report);
  }
  return inStep ? 0 : 1;
});
