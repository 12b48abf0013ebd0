import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  isClusterBuilt,
  type LocalCluster,
  requireClusterSupport,
  startLocalCluster,
  stopLocalCluster,
} from '../local-cluster/local-cluster.ts';
import { CliError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { onStopSignal } from '../shared/stop-signal.ts';
import { readArguments } from './arguments.ts';
import { appNamespace, dataNamespace, Kubernetes } from './cluster/kubernetes.ts';
import { StackChanges } from './cluster/stack-changes.ts';
import { countLines, markdownTable, resultsTable } from './results-table.ts';
import { runScenarios, type ScenarioResult } from './run-scenarios.ts';
import type { Scenario } from './scenario.ts';
import { scenarios } from './scenarios.ts';
import { Traffic } from './traffic/traffic.ts';

/** `npm run test:deploy`: see docs/testing-infrastructure.md. */
const usage = `Usage: npm run test:deploy -- [<scenario> …] [--list] [--markdown <file>] [--within <minutes>] [--rate <n>]

Starts the platform as \`npm run cluster\` does, changes, breaks and restores it while users work, and prints a table.
  <scenario>  only these; default: all
  --list      print the scenarios and end
  --markdown  also write the table to a file, as Markdown
  --within    start no scenario after that many minutes; those are skipped. \`destroy\` still runs
  --rate      requests a second, default 100; less on a machine that is busy with other things`;

/** Short tokens, so that every user soon has one of the new signing key. */
const preparation = { accessTokenSeconds: 120 };

/** On two cores, with time for some scenarios. */
const firstStartMinutes = 45;

const report = (line: string) => console.log(line);

await runCommand({ name: 'test:deploy', usage, exitAtOnce: true }, async (args) => {
  const { scenarios: chosen, list, markdown, within, rate } = readArguments(args, scenarios);
  if (list) {
    for (const { name, description } of chosen) report(`${name.padEnd(18)} ${description}`);
    return 0;
  }
  try {
    await requireClusterSupport();
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    report(`test:deploy was SKIPPED, no scenario was run: ${error.message}`);
    return 0;
  }
  if (within < firstStartMinutes && !(await isClusterBuilt())) {
    report(
      `test:deploy was SKIPPED, no scenario was run: the first start of a cluster builds its programs for about half an hour, and --within allows ${within} minutes.`,
    );
    return 0;
  }
  const lastStart = performance.now() + within * 60_000;
  const folder = await mkdtemp(join(tmpdir(), 'taskyard-deploy-'));
  // The cluster outlives this process, also one that did not start completely.
  const stop = () => stopLocalCluster(folder);
  onStopSignal(() => void stop().finally(() => process.exit(1)));
  try {
    const results = await testOn(await startLocalCluster({ folder, report }), chosen, { lastStart, rate });
    report(`\n${resultsTable(results)}\n`);
    if (markdown !== undefined) await writeFile(markdown, markdownTable(results));
    for (const line of countLines(results)) report(line);
    return results.some(({ outcome }) => outcome === 'failed') ? 1 : 0;
  } finally {
    await stop();
  }
});

async function testOn(
  cluster: LocalCluster,
  chosen: readonly Scenario[],
  { lastStart, rate }: { readonly lastStart: number; readonly rate: number },
): Promise<ScenarioResult[]> {
  const kubernetes = new Kubernetes(cluster);
  const stack = await StackChanges.of(cluster, {
    'images.backend': await kubernetes.imageOf('deployment', 'auth', appNamespace),
    'images.web': await kubernetes.imageOf('deployment', 'web', appNamespace),
    'images.mysql': await kubernetes.imageOf('statefulset', 'database', dataNamespace),
  });
  await stack.apply(preparation);
  let users: Promise<Traffic> | undefined;
  const traffic = () => {
    users ??= Traffic.start(cluster.origin, rate);
    return users;
  };
  const forgetUsers = () => {
    users = undefined;
  };
  const context = { cluster, kubernetes, stack, traffic, forgetUsers, report };
  return runScenarios(chosen, context, { restore: () => stack.rollBack(), lastStart });
}
