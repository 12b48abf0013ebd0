import { CliError } from '../shared/cli-error.ts';
import { keyRotation } from './key-rotation.ts';
import { storm } from './storm.ts';

/** `npm run bench -- <name> [options]`: measurements that take a while and judge themselves by their exit code. */
const benches: Readonly<Record<string, (args: readonly string[]) => Promise<0 | 1>>> = {
  rotation: keyRotation,
  storm,
};

const [name = '', ...args] = process.argv.slice(2);
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (bench === undefined) {
  console.error(`usage: npm run bench -- <name> [options]; names: ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
try {
  process.exitCode = await bench(args);
} catch (error) {
  console.error(error instanceof CliError ? `npm run bench: ${error.message}` : error);
  process.exitCode = 1;
}
