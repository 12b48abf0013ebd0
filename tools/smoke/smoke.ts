import { parseArgs } from 'node:util';
import { runSmoke } from './run-smoke.ts';

const usage = 'usage: npm run smoke -- <url> [--wait <seconds>], such as npm run smoke -- http://localhost:3000';

const options = readOptions(process.argv.slice(2));
if (options === undefined) {
  console.error(usage);
  process.exit(2);
}
process.exitCode = await runSmoke({ ...options, report: (line) => console.log(line) });

function readOptions(args: readonly string[]): { origin: string; waitSeconds: number } | undefined {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { wait: { type: 'string', default: '0' } },
    });
    const { origin, protocol } = new URL(positionals[0] ?? '');
    const waitSeconds = Number(values.wait);
    const understood = /^https?:$/.test(protocol) && positionals.length === 1 && waitSeconds >= 0;
    return understood ? { origin, waitSeconds } : undefined;
  } catch {
    return undefined;
  }
}
