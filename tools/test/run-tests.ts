import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../shared/command.ts';
import { repositoryRoot } from '../shared/environment.ts';
import { resultTable, runSteps, type Step } from './run-steps.ts';

interface PackageFile {
  readonly workspaces?: readonly string[];
  readonly scripts?: Readonly<Record<string, string>>;
}

/** `npm test`: lint, types and the tests of each workspace. It ends with a table of the results, and fails if any failed. */
await runCommand({ name: 'test', usage: 'Usage: npm test' }, async () => {
  const steps = [npm('lint', 'run', 'lint'), npm('typecheck', 'run', 'typecheck'), ...workspaceSteps()];
  const results = await runSteps(steps, (line) => console.log(line));
  console.log(`\n${resultTable(results)}`);
  return results.every(({ succeeded }) => succeeded) ? 0 : 1;
});

function workspaceSteps(): Step[] {
  const { workspaces = [] } = readPackage('.');
  return workspaces
    .filter((workspace) => readPackage(workspace).scripts?.test !== undefined)
    .map((workspace) => npm(workspace, 'test', `--workspace=${workspace}`));
}

function readPackage(folder: string): PackageFile {
  return JSON.parse(readFileSync(join(repositoryRoot, folder, 'package.json'), 'utf8'));
}

function npm(name: string, ...args: readonly string[]): Step {
  return { name, program: 'npm', args };
}
