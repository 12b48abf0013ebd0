import { existsSync, readFileSync } from 'node:fs';
import { CliError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { GitHub } from './github.ts';

/** GitHub takes 65,536 characters. */
const LIMIT = 60_000;
const LABEL = 'drift';

/**
 * `npm run drift:issue -- <stack> <report>`: keeps one issue a stack, open while its report says something. Without a
 * report nothing is known, and the issue stays as it is.
 */
await runCommand('drift:issue', async () => {
  const [stack, report] = process.argv.slice(2);
  if (stack === undefined || report === undefined) throw new CliError('usage: npm run drift:issue -- <stack> <report>');
  if (!existsSync(report)) {
    console.log(`Nothing is known of ${stack}: its issue stays as it is.`);
    return 0;
  }
  const differences = readFileSync(report, 'utf8');
  const github = GitHub.ofThisJob();
  const title = `Drift: ${stack} is not what its code says`;
  const open = await github.get<{ number: number; title: string }[]>(`issues?state=open&labels=${LABEL}&per_page=100`);
  const number = open.find((issue) => issue.title === title)?.number;
  if (differences === '') {
    if (number !== undefined) await github.patch(`issues/${number}`, { state: 'closed', state_reason: 'completed' });
    console.log(`${stack} is what its code says.`);
    return 0;
  }
  const body = `\`\`\`\`diff\n${differences.slice(0, LIMIT)}\n\`\`\`\`\n\nSee docs/pipelines.md, “drift”.`;
  if (number === undefined) await github.post('issues', { title, body, labels: [LABEL] });
  else await github.patch(`issues/${number}`, { body });
  console.log(`${stack} has drifted: ${number === undefined ? 'an issue was opened' : `issue ${number} was updated`}.`);
  return 0;
});
