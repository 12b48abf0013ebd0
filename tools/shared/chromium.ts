import { execa } from 'execa';
import { CliError } from './cli-error.ts';
import { repositoryRoot } from './environment.ts';
import { installPackages } from './install-packages.ts';
import { canInstallPackages, findProgram, type Machine } from './machine.ts';

const programNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macChrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

export interface ChromiumOptions {
  /** From CHROMIUM_PATH. */
  readonly path?: string | undefined;
  readonly machine: Machine;
  readonly report?: (line: string) => void;
}

/**
 * Finds a Chromium for the browser tests: the given one, one on this machine, the distribution's package (as root on
 * Debian or Ubuntu), or Playwright's own download.
 *
 * @returns the program's path, or `undefined` for Playwright's download, which Playwright finds by itself
 * @throws CliError when none can be found or installed
 */
export async function findChromium({ path, machine, report = () => {} }: ChromiumOptions): Promise<string | undefined> {
  if (path !== undefined) {
    if (await runs(path)) return path;
    throw new CliError(`CHROMIUM_PATH is ${path}, which does not run as a browser.`);
  }
  const found = await findRunning(machine);
  if (found !== undefined) return found;
  if (canInstallPackages(machine)) {
    try {
      await installPackages(machine, ['chromium'], report);
      const installed = await findRunning(machine);
      if (installed !== undefined) return installed;
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      report(error.message);
    }
  }
  await download(machine, report);
  return undefined;
}

async function findRunning(machine: Machine): Promise<string | undefined> {
  const candidates = programNames.flatMap((name) => findProgram(machine, name) ?? []);
  for (const candidate of [...candidates, macChrome]) {
    if (await runs(candidate)) return candidate;
  }
  return undefined;
}

/** Checks that it runs: Ubuntu's chromium-browser is a script that only asks for a snap. */
async function runs(path: string): Promise<boolean> {
  const { stdout, failed } = await execa(path, ['--version'], { reject: false, stdin: 'ignore', timeout: 20_000 });
  return !failed && /chrom/i.test(stdout);
}

async function download(machine: Machine, report: (line: string) => void): Promise<void> {
  const npx = findProgram(machine, 'npx');
  if (npx !== undefined) {
    report("Downloading Playwright's Chromium …");
    const args = ['playwright', 'install', ...(canInstallPackages(machine) ? ['--with-deps'] : []), 'chromium'];
    const { failed, all } = await execa(npx, args, { cwd: repositoryRoot, all: true, reject: false, stdin: 'ignore' });
    if (!failed) return;
    report(all.trim().split('\n').slice(-5).join('\n'));
  }
  throw new CliError(
    'The browser tests need Chromium: install chromium or Google Chrome, or set CHROMIUM_PATH to its program.',
  );
}
