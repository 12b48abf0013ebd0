import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeyFolder } from './key-folder.ts';
import { runKeys } from './run-keys.ts';

let folder: string;
let keys: KeyFolder;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'taskyard-spec-'));
  keys = new KeyFolder(folder);
  await keys.ensure();
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(...args: string[]) {
  const printed: string[] = [];
  const errors: string[] = [];
  const code = await runKeys(args, {
    defaultFolder: folder,
    print: (line) => printed.push(line),
    printError: (line) => errors.push(line),
  });
  return { code, printed: printed.join('\n'), errors: errors.join('\n') };
}

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as { keys: Record<string, string>[] };
const states = async () => (await keys.read()).map(({ state }) => state);

describe('list', () => {
  it('prints ids, states and times, and no key material', async () => {
    const { code, printed } = await run('list');
    expect(code).toBe(0);
    for (const { kid, state, n, d, p, dp, qi } of read(keys.files.privateKeys).keys) {
      expect(printed).toContain(`${kid}  ${state}`);
      for (const member of [n, d, p, dp, qi]) expect(printed).not.toContain(member);
    }
  });

  it('changes nothing', async () => {
    const before = readFileSync(keys.files.privateKeys, 'utf8');
    await run('list');
    expect(readFileSync(keys.files.privateKeys, 'utf8')).toBe(before);
  });
});

describe('rotate', () => {
  it('rotates the keys and publishes all of them', async () => {
    const [, next] = await keys.read();
    const { code, printed } = await run('rotate', '--propagation', '0s');
    expect(code).toBe(0);
    expect(printed).toContain(`${next?.kid} signs from now on.`);
    expect(await states()).toEqual(['active', 'next', 'retired']);
    const ids = (path: string) =>
      read(path)
        .keys.map(({ kid }) => kid)
        .sort();
    expect(ids(keys.files.publicKeys)).toEqual(ids(keys.files.privateKeys));
    expect(readFileSync(keys.files.publicKeys, 'utf8')).not.toContain('"d"');
  });

  it('is refused while the next key is too new, and prints the earliest time', async () => {
    const before = readFileSync(keys.files.privateKeys, 'utf8');
    const { code, errors } = await run('rotate');
    expect(code).toBe(1);
    expect(errors).toMatch(/^keys: The next key has been published for \d s.* can be rotated in from 20\d\d-/);
    expect(readFileSync(keys.files.privateKeys, 'utf8')).toBe(before);
  });

  it('succeeds without a change when a scheduled rotation is not due', async () => {
    const { code, printed } = await run('rotate', '--every', '30d', '--retire', '--propagation', '0s');
    expect([code, await states()]).toEqual([0, ['active', 'next']]);
    expect(printed).toContain('Nothing was due.');
  });

  it('waits for the next scheduled run when the next key is too new', async () => {
    expect((await run('rotate', '--every', '0s')).code).toBe(0);
    expect(await states()).toEqual(['active', 'next']);
  });

  it('rotates once when two runs start at the same time', async () => {
    // The next key is old enough for one rotation. The key that the first run publishes is too new for a second one.
    const yesterday = new Date(Date.now() - 86_400_000).toISOString();
    await keys.update((all) => all.map((key) => ({ ...key, created_at: yesterday })));
    const codes = await Promise.all([run('rotate'), run('rotate')]);
    expect(codes.map(({ code }) => code).sort()).toEqual([0, 1]);
    expect(await states()).toEqual(['active', 'next', 'retired']);
  });
});

describe('retire', () => {
  it('keeps a key whose tokens may still be valid, and drops a key that is named by id', async () => {
    await run('rotate', '--propagation', '0s');
    expect((await run('retire')).code).toBe(0);
    const retired = (await keys.read()).find(({ state }) => state === 'retired');
    const { code, printed } = await run('retire', '--kid', String(retired?.kid));
    expect(code).toBe(0);
    expect(printed).toContain(`${retired?.kid} is dropped`);
    expect(await states()).toEqual(['active', 'next']);
    expect(readFileSync(keys.files.publicKeys, 'utf8')).not.toContain(retired?.kid);
  });

  it('does not drop the active key', async () => {
    const [active] = await keys.read();
    const { code, errors } = await run('retire', '--kid', String(active?.kid));
    expect(code).toBe(1);
    expect(errors).toContain('active: only a retired one can be dropped');
  });
});

describe('the files', () => {
  it('keep their mode', async () => {
    chmodSync(keys.files.privateKeys, 0o640);
    await run('rotate', '--propagation', '0s');
    expect(statSync(keys.files.privateKeys).mode & 0o777).toBe(0o640);
  });

  it('are updated although a killed process left its lock', async () => {
    const lock = join(folder, 'lock');
    writeFileSync(lock, '');
    utimesSync(lock, 0, 0);
    expect((await run('rotate', '--propagation', '0s')).code).toBe(0);
  });

  it('are named in the message when they are missing or invalid, without their content', async () => {
    writeFileSync(keys.files.privateKeys, '{"keys":[{"d":"s3cret"');
    const broken = await run('list');
    expect(broken).toMatchObject({ code: 1, errors: `keys: ${keys.files.privateKeys} is not JSON` });
    rmSync(keys.files.privateKeys);
    expect((await run('list')).errors).toContain('private.jwks.json does not exist');
  });
});

it('exits with 2 and prints the usage when the arguments are wrong', async () => {
  const { code, errors } = await run('turn');
  expect(code).toBe(2);
  expect(errors).toContain('usage: keys list');
});
