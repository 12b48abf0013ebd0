import { parseArgs } from 'node:util';
import { UsageError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { runSmoke } from './run-smoke.ts';

const usage = 'usage: npm run smoke -- <url> [--wait <seconds>], such as npm run smoke -- http://localhost:3000';

await runCommand('smoke', (args) => runSmoke({ ...readOptions(args), report: (line) => console.log(line) }));

/** @throws UsageError */
function readOptions(args: readonly string[]): { origin: string; waitSeconds: number } {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { wait: { type: 'string', default: '0' } },
    });
    const { origin, protocol } = new URL(positionals[0] ?? '');
    const waitSeconds = Number(values.wait);
    if (/^https?:$/.test(protocol) && positionals.length === 1 && waitSeconds >= 0) return { origin, waitSeconds };
  } catch {
    // The usage says what is missing.
  }
  throw new UsageError(usage);
}
