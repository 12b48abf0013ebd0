import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { childEnvironment, readEnvironment } from '../shared/environment.ts';
import { findProgram } from '../shared/machine.ts';

// `npm run test:engine`: runs the tests that need a Pulumi engine, or explains that there is none.

if (findProgram(readEnvironment().machine, 'pulumi') === undefined) {
  console.log('test:engine was SKIPPED: there is no pulumi on PATH, so no test was run.');
  console.log('Install the Pulumi CLI (https://www.pulumi.com/docs/iac/download-install/) and run it again.');
} else {
  const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
  const args = [vitest, 'run', '--config', 'vitest.engine.config.ts', ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env: childEnvironment() });
  process.exitCode = status ?? 1;
}
