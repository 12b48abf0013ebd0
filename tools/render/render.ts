import { readFile } from 'node:fs/promises';
import { readStackFile, recordStack, settingsOf, stackNames } from '../recorder/recorder.ts';
import { UsageError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { parseArguments } from '../shared/parse-arguments.ts';
import { knownOutputs, readCloudValues } from './cloud-values.ts';
import { writeTree } from './output-folder.ts';
import { renderTree } from './render-tree.ts';

const usage = `Usage: npm run render -- <${stackNames.join(' | ')}> --out <folder> [--outputs <file>]

Writes the Kubernetes objects of a stack as manifests in waves, with the Applications or Kustomizations of the
controller that taskyard:delivery names. No file contains a secret.
  --out      an empty folder, or one that was rendered before
  --outputs  a file with the output of \`pulumi stack output --json\`: the database's address and secret. Without it
             both are mock values: the manifests can be read and checked, but not applied.`;

// Every error of reading, recording and writing is one that the operator can fix.
await runCommand({ name: 'render', usage, expected: [Error], exitAtOnce: true }, async (args) => {
  const { stack, out, outputs } = readArguments(args);
  const settings = settingsOf(await readStackFile(stack));
  const cloudValues = outputs === undefined ? undefined : readCloudValues(await readFile(outputs, 'utf8'));
  // Recorded as if Pulumi delivered everything: otherwise the program leaves out what the controller applies.
  const recorded = await recordStack(stack, { delivery: 'pulumi' }, { outputs: knownOutputs(settings, cloudValues) });
  const { files, withheld, charts } = renderTree(stack, recorded, settings);
  await writeTree(out, files);
  console.log(`${files.length} files in ${out}; delivered by ${settings.delivery}`);
  if (withheld.length > 0) console.log(`Secrets created by Pulumi: ${withheld.join(', ')}`);
  if (charts.length > 0) console.log(`Charts installed by Pulumi: ${charts.join(', ')}`);
  if (settings.platform === 'aws' && cloudValues === undefined) {
    console.log("The database's address and secret are mock values: use --outputs before applying app/.");
  }
  return 0;
});

/** @throws {UsageError} */
function readArguments(words: readonly string[]) {
  const options = { out: { type: 'string' }, outputs: { type: 'string' } } as const;
  const { values, positionals } = parseArguments(words, { allowPositionals: true, options });
  const stack = stackNames.find((known) => known === positionals[0]);
  if (stack === undefined || positionals.length > 1) throw new UsageError(`name one stack: ${stackNames.join(', ')}`);
  if (values.out === undefined) throw new UsageError('name the output folder with --out');
  return { stack, out: values.out, outputs: values.outputs };
}
