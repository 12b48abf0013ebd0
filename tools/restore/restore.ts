import process from 'node:process';
import { createInterface } from 'node:readline/promises';
import { ConfigError } from '../../stacks/config.ts';
import { readStackFile, type StackName, settingsOf } from '../recorder/recorder.ts';
import { CliError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { onStopSignal } from '../shared/stop-signal.ts';
import { Kubectl } from './kubectl.ts';
import { readArguments, usage } from './restore-arguments.ts';
import { checkCluster, type Dump, listDumps, restoreDatabase } from './restore-database.ts';

/** `npm run restore`: restores the database of a stack that runs it in the cluster. */
const print = (line: string) => console.log(line);

await runCommand({ name: 'restore', usage, expected: [ConfigError], exitAtOnce: true }, async (words) => {
  const { stack, dump, yes, keepPresentData, kubeconfig, context } = readArguments(words);
  const ownContext = await contextOf(stack);
  const kubectl = new Kubectl({ kubeconfig, context: context ?? ownContext });
  const interrupted = new AbortController();
  onStopSignal(() => {
    print('Stopping …');
    interrupted.abort();
  });
  const { signal } = interrupted;

  await checkCluster(kubectl);
  const dumps = await listDumps(kubectl, signal);
  if (dump === undefined) {
    print(dumps.length === 0 ? 'There is no dump yet.' : dumps.map(describe).join('\n'));
    return;
  }
  if (!dumps.some(({ name }) => name === dump)) {
    throw new CliError(`There is no dump ${dump}. These are there:\n${dumps.map(describe).join('\n')}`);
  }
  if (!yes && !(await isConfirmed(stack, dump))) throw new CliError('Nothing was changed.');
  await restoreDatabase(kubectl, { dump, keepPresentData, print, signal });
  print(`The database of ${stack} is restored from ${dump}.`);
});

/** @throws {CliError} for a stack whose database is not in the cluster */
async function contextOf(stack: StackName): Promise<string | undefined> {
  const settings = settingsOf(await readStackFile(stack));
  if (settings.platform === 'kubernetes') return settings.cluster.context;
  throw new CliError(
    `The database of ${stack} is on AWS, which restores it itself: docs/runbooks/restore.md says how.`,
  );
}

async function isConfirmed(stack: StackName, dump: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new CliError('This is not a terminal, so nobody can be asked. Add --yes.');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const question = `All data of ${stack} are replaced by ${dump}. The app stops meanwhile. Type ${stack} to go on: `;
  const answer = await terminal.question(question);
  terminal.close();
  return answer.trim() === stack;
}

function describe({ name, bytes }: Dump): string {
  return `${name}  ${(bytes / 1e6).toFixed(1)} MB`;
}
