import { ConfigError } from '../../stacks/config.ts';
import { readStackFile, settingsOf, stackNames } from '../recorder/recorder.ts';
import { CliError, UsageError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { parseArguments } from '../shared/parse-arguments.ts';
import { asMarkdown, asText } from './step-format.ts';
import { firstDeploySteps, wayInOf } from './steps.ts';

const usage = `Usage: npm run first-deploy -- <${stackNames.join(' | ')}> [--markdown]

Prints the commands that bring a new stack up for the first time, in order, for its configuration. It runs none of them.
  --markdown  as docs/first-deploy.md has them`;

await runCommand({ name: 'first-deploy', usage, expected: [ConfigError], exitAtOnce: true }, async (args) => {
  const { stack, markdown } = readArguments(args);
  const settings = settingsOf(await readStackFile(stack));
  if (settings.platform !== 'aws') {
    throw new CliError(`${stack} has no cloud account. docs/first-deploy.md has its commands: "On any cluster".`);
  }
  const steps = firstDeploySteps(stack, settings);
  if (!markdown) console.log(`${stack}: the API server is reached by the way "${wayInOf(settings.cluster)}".\n`);
  console.log(markdown ? asMarkdown(steps) : asText(steps));
  return 0;
});

/** @throws {UsageError} */
function readArguments(words: readonly string[]) {
  const options = { markdown: { type: 'boolean', default: false } } as const;
  const { values, positionals } = parseArguments(words, { allowPositionals: true, options });
  const stack = stackNames.find((known) => known === positionals[0]);
  if (stack === undefined || positionals.length > 1) throw new UsageError(`name one stack: ${stackNames.join(', ')}`);
  return { stack, markdown: values.markdown };
}
