import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { settingsOf } from '../plan/stack-plan.ts';
import { readStackFile, recordStack, stackNames } from '../recorder/recorder.ts';
import { UsageError } from '../shared/cli-error.ts';
import { certainOutputs, readCloudValues } from './cloud-values.ts';
import { writeTree } from './output-folder.ts';
import { renderTree } from './rendered-tree.ts';

const usage = `Usage: npm run render -- <${stackNames.join(' | ')}> --out <folder> [--outputs <file>]

Writes the Kubernetes half of a stack as manifests in waves, with an entry point for the controller that
taskyard:delivery names. No file holds a secret.
  --out      an empty folder, or one that was rendered before
  --outputs  what \`pulumi stack output --json\` printed: the database's address and secret. Without it they are made
             up, and the tree is for reading and checking, not for applying.`;

/** `npm run render`. */
async function main(words: readonly string[]): Promise<void> {
  const { stack, out, outputs } = readArguments(words);
  const settings = settingsOf(await readStackFile(stack));
  const known = outputs === undefined ? undefined : readCloudValues(await readFile(outputs, 'utf8'));
  // Whoever delivers, the whole program is recorded: what a controller applies is declared by nobody else.
  const recorded = await recordStack(stack, { delivery: 'pulumi' }, { outputs: certainOutputs(settings, known) });
  const { files, withheld, charts } = renderTree(stack, recorded, settings);
  await writeTree(out, files);
  console.log(`${files.length} files in ${out}; delivered by ${settings.delivery}`);
  if (withheld.length > 0) console.log(`Secrets left to Pulumi: ${withheld.join(', ')}`);
  if (charts.length > 0) console.log(`Charts left to Pulumi: ${charts.join(', ')}`);
  if (settings.platform === 'aws' && known === undefined) {
    console.log("The database's address and secret are made up: give --outputs before applying app/.");
  }
}

/** @throws {UsageError} */
function readArguments(words: readonly string[]) {
  const { values, positionals } = parsed(words);
  const stack = stackNames.find((known) => known === positionals[0]);
  if (stack === undefined || positionals.length > 1) throw new UsageError(`name one stack: ${stackNames.join(', ')}`);
  if (values.out === undefined) throw new UsageError('say where to write with --out');
  return { stack, out: values.out, outputs: values.outputs };
}

function parsed(words: readonly string[]) {
  try {
    const options = { out: { type: 'string' }, outputs: { type: 'string' } } as const;
    return parseArgs({ args: [...words], allowPositionals: true, options });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

try {
  await main(process.argv.slice(2));
  process.exit(0);
} catch (error) {
  if (!(error instanceof Error)) throw error;
  const asked = error instanceof UsageError;
  console.error(asked ? `${error.message}\n\n${usage}` : error.message);
  process.exit(asked ? 2 : 1);
}
