import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ReloadedFile } from './reloaded-file.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taskyard-spec-'));
  path = join(folder, 'file.json');
  writeFileSync(path, '{"word":"first"}');
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const silenced = () => vi.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);

function open(): ReloadedFile<string> {
  return new ReloadedFile({
    setting: 'SOME_FILE',
    path,
    parse: (json) => {
      const { word } = json as { word?: string };
      if (word === undefined) throw new Error('quoting {"secret":"s3cret"}');
      return word;
    },
  });
}

it("returns the file's new content after a reload", async () => {
  const file = open();
  writeFileSync(path, '{"word":"second"}');
  expect(file.current).toBe('first');
  await file.reload();
  expect(file.current).toBe('second');
});

it('follows a mounted Secret, which changes by replacing a link to its folder', async () => {
  for (const word of ['one', 'two']) {
    mkdirSync(join(folder, word));
    writeFileSync(join(folder, word, 'file.json'), JSON.stringify({ word }));
  }
  symlinkSync('one', join(folder, '..data'));
  rmSync(path);
  symlinkSync(join('..data', 'file.json'), path);
  const file = open();
  symlinkSync('two', join(folder, '..data_tmp'));
  renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
  await file.reload();
  expect(file.current).toBe('two');
});

describe('an unreadable file', () => {
  it('throws an error that names the setting at the start', () => {
    writeFileSync(path, '{"secret":"s3cret"');
    expect(open).toThrow(/SOME_FILE names .* is not JSON/);
    rmSync(path);
    expect(open).toThrow(/SOME_FILE names .* cannot be read/);
  });

  it.each(['{"word":"half', '{"secret":"s3cret"}', ''])(
    'keeps the last good value after a reload (%j)',
    async (text) => {
      const errorLog = silenced();
      const file = open();
      writeFileSync(path, text);
      await file.reload();
      expect(file.current).toBe('first');
      expect(errorLog.mock.calls.flat().join()).toContain('SOME_FILE');
      expect(errorLog.mock.calls.flat().join()).not.toContain('s3cret');
    },
  );

  it('is logged once, and again after it was readable in between', async () => {
    const errorLog = silenced();
    const file = open();
    for (const text of ['{', '{', '{"word":"first"}', '{']) {
      writeFileSync(path, text);
      await file.reload();
    }
    expect(errorLog).toHaveBeenCalledTimes(2);
  });

  it('is read again after it was repaired', async () => {
    silenced();
    const file = open();
    rmSync(path);
    await file.reload();
    writeFileSync(path, '{"word":"mended"}');
    await file.reload();
    expect(file.current).toBe('mended');
  });
});
