import { appendFileSync } from 'node:fs';
import { CliError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { changedParts, PARTS } from './changed-parts.ts';
import { readJobEnvironment } from './environment.ts';
import { git } from './git.ts';

/** `npm run changed -- <base>`: which parts differ from where this branch left <base>; without a base, all do. */
await runCommand('changed', async () => {
  const [base = '', ...rest] = process.argv.slice(2);
  if (rest.length > 0 || base.startsWith('-')) throw new CliError('usage: npm run changed -- [base commit]');
  const parts = base === '' ? new Set(PARTS) : changedParts((await pathsSince(base)).filter((path) => path !== ''));
  const lines = PARTS.map((part) => `${part}=${parts.has(part)}`);
  console.log(lines.join('\n'));
  const { outputFile } = readJobEnvironment();
  if (outputFile !== undefined) appendFileSync(outputFile, `${lines.join('\n')}\n`);
  return 0;
});

async function pathsSince(base: string): Promise<string[]> {
  return (await git('diff', '--name-only', '--no-renames', '-z', `${base}...HEAD`)).split('\0');
}
