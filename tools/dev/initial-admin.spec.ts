import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ensureInitialAdmin } from './initial-admin.ts';

let folder: string;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'taskyard-spec-')), 'keys');
});

afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

it('makes a long random password that only this user can read', () => {
  const { password, passwordFile, isNew } = ensureInitialAdmin(folder);
  expect(isNew).toBe(true);
  expect(password).toMatch(/^[\w-]{24}$/);
  expect(statSync(passwordFile).mode & 0o777).toBe(0o600);
});

it('keeps an existing password', () => {
  const { password } = ensureInitialAdmin(folder);
  expect(ensureInitialAdmin(folder)).toMatchObject({ password, isNew: false });
});
