import { ConfigError } from '../../stacks/config.ts';
import { stackNames } from '../recorder/recorder.ts';
import { UsageError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { readEnvironment } from '../shared/environment.ts';
import { parseArguments } from '../shared/parse-arguments.ts';
import { pushImages } from './push-images.ts';

const usage = `Usage: npm run images -- push --stack <${stackNames.join(' | ')}>

Builds the images of this checkout for the architecture of the stack's nodes, pushes them into the stack's own registry
and prints their digests. It changes no file. You must be signed in to AWS and to Pulumi's state.`;

await runCommand({ name: 'images', usage, expected: [ConfigError], exitAtOnce: true }, async (args) => {
  const stack = readStack(args);
  const report = (line: string) => console.log(line);
  const { backend, web } = await pushImages(stack, readEnvironment().machine, report);
  report(`
Pushed:
  ${backend}
  ${web}

Deploy them (Pulumi's state remembers them, no file has to):
  npm run deploy -- ${stack} --backend ${backend} --web ${web}`);
  return 0;
});

/** @throws {UsageError} */
function readStack(args: readonly string[]) {
  const options = { stack: { type: 'string' } } as const;
  const { positionals, values } = parseArguments(args, { allowPositionals: true, options });
  if (positionals.length !== 1 || positionals[0] !== 'push') throw new UsageError('say what to do: push');
  const stack = stackNames.find((known) => known === values.stack);
  if (stack === undefined) throw new UsageError(`name one stack with --stack: ${stackNames.join(', ')}`);
  return stack;
}
