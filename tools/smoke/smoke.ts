import { UsageError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { parseArguments } from '../shared/parse-arguments.ts';
import { readOrigin } from './read-origin.ts';
import { runSmoke } from './run-smoke.ts';

const usage = 'Usage: npm run smoke -- <url> [--wait <seconds>], such as npm run smoke -- http://localhost:3000';

await runCommand({ name: 'smoke', usage }, (args) =>
  runSmoke({ ...readOptions(args), report: (line) => console.log(line) }),
);

/** @throws {UsageError} */
function readOptions(args: readonly string[]): { origin: string; waitSeconds: number } {
  const options = { wait: { type: 'string', default: '0' } } as const;
  const { positionals, values } = parseArguments(args, { allowPositionals: true, options });
  const waitSeconds = Number(values.wait);
  if (!(waitSeconds >= 0)) throw new UsageError('--wait must be a number of seconds, 0 or more');
  return { origin: readOrigin(positionals), waitSeconds };
}
