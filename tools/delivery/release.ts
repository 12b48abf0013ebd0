import { appendFileSync } from 'node:fs';
import { runCommand } from '../shared/command.ts';
import { parseArguments } from '../shared/parse-arguments.ts';
import { readJobEnvironment } from './environment.ts';
import { git } from './git.ts';
import { githubOfThisJob } from './github.ts';
import { type Commit, nextRelease } from './next-version.ts';

/** `npm run release` shows the next release; `npm run release -- --publish` makes its tag and its page on GitHub. */
const usage = 'Usage: npm run release -- [--publish]';

await runCommand({ name: 'release', usage }, async (args) => {
  const { publish } = parseArguments(args, { options: { publish: { type: 'boolean' } } }).values;
  const last = await lastTag();
  const release = nextRelease(last, await commitsSince(last));
  if (release === undefined) {
    console.log(`Nothing to release since ${last ?? 'the first commit'}.`);
    return 0;
  }
  console.log(`${release.tag}\n\n${release.notes}`);
  if (!publish) return 0;
  const { octokit, repository } = githubOfThisJob();
  await octokit.request('POST /repos/{owner}/{repo}/releases', {
    ...repository,
    tag_name: release.tag,
    target_commitish: await git('rev-parse', 'HEAD'),
    name: release.tag,
    body: release.notes,
  });
  const { outputFile } = readJobEnvironment();
  if (outputFile !== undefined) appendFileSync(outputFile, `tag=${release.tag}\n`);
  return 0;
});

async function lastTag(): Promise<string | undefined> {
  const tags = await git('tag', '--merged', 'HEAD', '--sort=-version:refname', '--list', 'v[0-9]*.[0-9]*.[0-9]*');
  return tags.split('\n').find((tag) => /^v\d+\.\d+\.\d+$/.test(tag));
}

async function commitsSince(tag: string | undefined): Promise<Commit[]> {
  const range = tag === undefined ? 'HEAD' : `${tag}..HEAD`;
  // %x00 separates the fields and %x01 ends a commit: a message can contain neither.
  const log = await git('log', '--no-merges', '--format=%H%x00%s%x00%b%x01', range);
  return log
    .split('\x01')
    .map((entry) => entry.trimStart())
    .filter((entry) => entry !== '')
    .map((entry) => {
      const [hash = '', subject = '', body = ''] = entry.split('\0');
      return { hash, subject, body };
    });
}
