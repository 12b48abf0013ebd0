import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { command } from '../delivery/command.ts';
import { CliError } from '../shared/cli-error.ts';
import { REPOSITORY, readEnvironment } from '../shared/environment.ts';
import { findProgram } from '../shared/machine.ts';

/**
 * `npm run lint:workflows`: actionlint (syntax, expressions, scripts) and zizmor (what an attacker could do) over
 * `.github`. Both are installed into `.data/cache` at the first run; one that cannot be is named and left out, because the
 * rest of the checks need neither Go nor Python.
 */
const ACTIONLINT = '1.7.12';
const ZIZMOR = '1.32.0';

await command('lint:workflows', async () => {
  const cache = join(REPOSITORY, '.data/cache');
  const checks = [
    { name: `actionlint ${ACTIONLINT}`, install: () => installActionlint(cache), args: ['-color'] },
    // Offline: the online audits only repeat what the pins' comments say, and need a token.
    {
      name: `zizmor ${ZIZMOR}`,
      install: () => installZizmor(cache),
      args: ['--offline', '--persona=pedantic', '.github'],
    },
  ];
  let failed = false;
  for (const { name, install, args } of checks) {
    const program = await install();
    if (program === undefined) continue;
    const { exitCode } = await execa(program, args, {
      cwd: REPOSITORY,
      reject: false,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    console.log(`${name}: ${exitCode === 0 ? 'no finding' : `exit code ${exitCode}`}`);
    failed ||= exitCode !== 0;
  }
  return failed ? 1 : 0;
});

async function installActionlint(cache: string): Promise<string | undefined> {
  const folder = join(cache, `actionlint-${ACTIONLINT}`);
  const program = join(folder, 'actionlint');
  if (existsSync(program)) return program;
  const go = findProgram(readEnvironment().machine, 'go');
  if (go === undefined) return leftOut('actionlint', 'Go');
  const source = `github.com/rhysd/actionlint/cmd/actionlint@v${ACTIONLINT}`;
  await install('actionlint', folder, [[go, ['install', source], { GOBIN: folder }]]);
  return program;
}

async function installZizmor(cache: string): Promise<string | undefined> {
  const folder = join(cache, `zizmor-${ZIZMOR}`);
  const program = join(folder, 'bin/zizmor');
  if (existsSync(program)) return program;
  const python = findProgram(readEnvironment().machine, 'python3');
  // Debian has Python without its venv module.
  const usable =
    python !== undefined && !(await execa(python, ['-c', 'import ensurepip, venv'], { reject: false })).failed;
  if (!usable) return leftOut('zizmor', 'Python 3 with its venv module');
  await install('zizmor', folder, [
    [python, ['-m', 'venv', folder]],
    [join(folder, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', `zizmor==${ZIZMOR}`]],
  ]);
  return program;
}

function leftOut(tool: string, needs: string): undefined {
  console.log(`${tool} was left out: it needs ${needs}, which is not on this machine.`);
}

type Step = readonly [program: string, args: readonly string[], env?: Readonly<Record<string, string>>];

/** Whole or not at all: half an installation would be taken for one the next time. */
async function install(tool: string, folder: string, steps: readonly Step[]): Promise<void> {
  console.log(`Installing ${tool} …`);
  mkdirSync(folder, { recursive: true });
  for (const [program, args, env = {}] of steps) {
    const { failed, all } = await execa(program, args, { all: true, reject: false, stdin: 'ignore', env });
    if (!failed) continue;
    rmSync(folder, { recursive: true, force: true });
    throw new CliError(`${tool} could not be installed:\n${all.trim()}`);
  }
}
