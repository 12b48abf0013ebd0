import { appendFileSync } from 'node:fs';
import { UsageError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { changedParts, ciParts } from './changed-parts.ts';
import { readJobEnvironment } from './environment.ts';
import { git } from './git.ts';

/**
 * `npm run changed -- [base]`: which parts changed since this branch left <base>; without a base, all of them. Runs in a
 * job without installed packages, so it may import none.
 */
const usage = 'Usage: npm run changed -- [base commit]';

await runCommand({ name: 'changed', usage }, async ([base = '', ...rest]) => {
  if (rest.length > 0 || base.startsWith('-')) throw new UsageError('name at most one commit');
  const parts = base === '' ? new Set(ciParts) : changedParts((await pathsSince(base)).filter((path) => path !== ''));
  const lines = ciParts.map((part) => `${part}=${parts.has(part)}`);
  console.log(lines.join('\n'));
  const { outputFile } = readJobEnvironment();
  if (outputFile !== undefined) appendFileSync(outputFile, `${lines.join('\n')}\n`);
  return 0;
});

async function pathsSince(base: string): Promise<string[]> {
  return (await git('diff', '--name-only', '--no-renames', '-z', `${base}...HEAD`)).split('\0');
}
