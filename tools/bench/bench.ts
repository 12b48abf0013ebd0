import { UsageError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { keyRotation } from './key-rotation.ts';
import { signInLoad } from './sign-in-load.ts';

/** `npm run bench -- <name> [options]`: measurements that take minutes. The exit code says whether they passed. */
const benches: Readonly<Record<string, (args: readonly string[]) => Promise<0 | 1>>> = {
  rotation: keyRotation,
  'sign-in-load': signInLoad,
};

const usage = `Usage: npm run bench -- <${Object.keys(benches).join(' | ')}> [options]`;

await runCommand({ name: 'bench', usage }, async ([name = '', ...args]) => {
  const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
  if (bench === undefined) throw new UsageError(`name one benchmark: ${Object.keys(benches).join(', ')}`);
  return bench(args);
});
