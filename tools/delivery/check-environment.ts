import { CliError, UsageError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { findEnvironment } from './deployment-environment.ts';
import { githubOfThisJob } from './github.ts';

/**
 * `npm run check:environment -- <environment>`: fails when the jobs of a GitHub environment need no approval. It finds an
 * environment that was never protected. It does not stop an attacker, whose branch can leave the check out.
 */
const usage = 'Usage: npm run check:environment -- <environment>';

await runCommand({ name: 'check:environment', usage }, async ([name]) => {
  if (name === undefined) throw new UsageError('name an environment');
  const github = githubOfThisJob();
  const { reviewers = [] } = (await findEnvironment(github, name)) ?? {};
  if (reviewers.length === 0) {
    const { owner, repo } = github.repository;
    throw new CliError(
      `the environment ${name} has no required reviewers, so the code of any branch could decrypt the stack's state. ` +
        `Protect it: npm run bootstrap -- --repository ${owner}/${repo} --reviewers <login>,<login>`,
    );
  }
  console.log(`Jobs of ${name} need the approval of one of ${reviewers.length} reviewer(s).`);
  return 0;
});
