import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findChromium } from './chromium.ts';
import type { Machine } from './machine.ts';

let bin: string;
let machine: Machine;
const browserScript = 'echo Chromium 140.0';

beforeEach(() => {
  bin = join(mkdtempSync(join(tmpdir(), 'taskyard-spec-')), 'bin');
  mkdirSync(bin);
  machine = { searchPath: [bin], isRoot: true, osRelease: 'ID=debian\n' };
});

afterEach(() => rmSync(join(bin, '..'), { recursive: true, force: true }));

function program(name: string, script: string): string {
  const path = join(bin, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

it('uses the given program, or reports that it does not run', async () => {
  const path = program('my-browser', browserScript);
  program('chromium', browserScript);
  expect(await findChromium({ path, machine })).toBe(path);
  await expect(findChromium({ path: `${path}-not`, machine })).rejects.toThrow('which does not run as a browser');
});

it('finds one on the machine, and skips a program that only asks for a snap', async () => {
  program('chromium-browser', 'echo "requires the chromium snap" >&2; exit 1');
  const path = program('google-chrome', 'echo Google Chrome 140.0');
  expect(await findChromium({ machine })).toBe(path);
});

it("installs the distribution's package as root on Debian or Ubuntu", async () => {
  const script = `printf '#!/bin/sh\\n${browserScript}\\n' > ${bin}/chromium; chmod 755 ${bin}/chromium`;
  program('apt-get', `if [ "$1" = install ]; then ${script}; fi`);
  expect(await findChromium({ machine })).toBe(join(bin, 'chromium'));
});

it("falls back to Playwright's own download, which Playwright finds by itself", async () => {
  program('apt-get', 'exit 100');
  program('npx', 'test "$1 $2" = "playwright install"');
  expect(await findChromium({ machine })).toBeUndefined();
});

it('says in one sentence what to install when there is none', async () => {
  program('npx', 'exit 1');
  await expect(findChromium({ machine: { ...machine, isRoot: false } })).rejects.toThrow(
    'The browser tests need Chromium: install chromium or Google Chrome, or set CHROMIUM_PATH to its program.',
  );
});
