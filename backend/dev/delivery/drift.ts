import { writeFileSync } from 'node:fs';
import { CannotStart } from '../cannot-start.ts';
import { command } from './command.ts';
import { Pulumi } from './pulumi.ts';

/** `npm run drift -- <stack> [report]`: exit code 0 while the cloud is what the code says; else what differs, also as a file. */
await command('drift', async () => {
  const [stack, reportFile] = process.argv.slice(2);
  if (stack === undefined) throw new CannotStart('usage: npm run drift -- <stack> [file for the report]');
  const { inStep, report } = await new Pulumi(stack).drift();
  console.log(report);
  if (!inStep && reportFile !== undefined) writeFileSync(reportFile, report);
  return inStep ? 0 : 1;
});
