import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { CliError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { readEnvironment, repositoryRoot } from '../shared/environment.ts';
import { findProgram } from '../shared/machine.ts';
import { ensurePythonEnvironment } from '../shared/python-environment.ts';

/**
 * `npm run lint:workflows`: runs actionlint (syntax, expressions, scripts) and zizmor (security) over `.github`. Both are
 * installed into `.data/cache` at the first run. One that cannot be installed is named and skipped, because the other
 * checks need neither Go nor Python.
 */
const actionlintVersion = '1.7.12';
const zizmorVersion = '1.32.0';
const cache = join(repositoryRoot, '.data/cache');

await runCommand({ name: 'lint:workflows' }, async () => {
  const checks = [
    { name: `actionlint ${actionlintVersion}`, install: installActionlint, args: ['-color'] },
    // Offline: the online audits only repeat what the comments of the pinned actions say, and need a token.
    { name: `zizmor ${zizmorVersion}`, install: installZizmor, args: ['--offline', '--persona=pedantic', '.github'] },
  ];
  let failed = false;
  for (const { name, install, args } of checks) {
    const program = await install();
    if (program === undefined) continue;
    const { exitCode } = await execa(program, args, {
      cwd: repositoryRoot,
      reject: false,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    console.log(`${name}: ${exitCode === 0 ? 'no finding' : `exit code ${exitCode}`}`);
    failed ||= exitCode !== 0;
  }
  return failed ? 1 : 0;
});

async function installActionlint(): Promise<string | undefined> {
  const folder = join(cache, `actionlint-${actionlintVersion}`);
  const program = join(folder, 'actionlint');
  if (existsSync(program)) return program;
  const go = findProgram(readEnvironment().machine, 'go');
  if (go === undefined) return skip('actionlint', 'Go');
  console.log('Installing actionlint …');
  mkdirSync(folder, { recursive: true });
  const { failed, all } = await execa(
    go,
    ['install', `github.com/rhysd/actionlint/cmd/actionlint@v${actionlintVersion}`],
    {
      all: true,
      reject: false,
      stdin: 'ignore',
      env: { GOBIN: folder },
    },
  );
  if (!failed) return program;
  // Half an installation would be taken for a complete one the next time.
  rmSync(folder, { recursive: true, force: true });
  throw new CliError(`actionlint could not be installed:\n${all.trim()}`);
}

async function installZizmor(): Promise<string | undefined> {
  const folder = join(cache, `zizmor-${zizmorVersion}`);
  const { machine } = readEnvironment();
  const requirements = [`zizmor==${zizmorVersion}`];
  if (!(await ensurePythonEnvironment({ folder, requirements, name: 'zizmor', machine }))) {
    return skip('zizmor', 'Python 3 with its venv module');
  }
  return join(folder, 'bin/zizmor');
}

function skip(tool: string, needs: string): undefined {
  console.log(`${tool} was skipped: it needs ${needs}, which is not on this machine.`);
}
