import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { versions } from '../../stacks/versions.ts';
import { readJobEnvironment } from '../delivery/environment.ts';
import { UsageError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { repositoryRoot } from '../shared/environment.ts';
import { parseArguments } from '../shared/parse-arguments.ts';
import { checkVersions, versionReport, writeVersions } from './bump-versions.ts';
import { versionSources } from './version-sources.ts';

const usage = `Usage: npm run versions -- [bump] [--report <file>]

Compares stacks/versions.ts with the newest versions that are published and at least a week old.

  bump              writes the newer versions into stacks/versions.ts
  --report <file>   also writes the table there, as Markdown`;

const file = join(repositoryRoot, 'stacks/versions.ts');

await runCommand({ name: 'versions', usage }, async (args) => {
  const { positionals, values } = parseArguments(args, {
    allowPositionals: true,
    options: { report: { type: 'string' } },
  });
  const [action, ...rest] = positionals;
  if ((action !== undefined && action !== 'bump') || rest.length > 0) throw new UsageError('say bump, or nothing');
  const { apiUrl, token } = readJobEnvironment();
  const checks = await checkVersions(versions, versionSources, {
    github: { url: apiUrl, token },
    now: new Date(),
  });
  const report = versionReport(checks);
  console.log(report);
  if (values.report !== undefined) writeFileSync(values.report, `${report}\n`);
  if (action === 'bump') writeFileSync(file, writeVersions(readFileSync(file, 'utf8'), checks));
  return 0;
});
