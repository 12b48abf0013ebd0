import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ensureEncryptionKey } from './encryption-key.ts';

let folder: string;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'taskyard-spec-')), 'keys');
});

afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

it('makes a key of 32 random bytes, and keeps it', () => {
  const key = ensureEncryptionKey(folder);
  expect(Buffer.from(key, 'base64url')).toHaveLength(32);
  expect(ensureEncryptionKey(folder)).toBe(key);
  expect(ensureEncryptionKey(join(folder, 'another'))).not.toBe(key);
});

it('is readable by this user only', () => {
  ensureEncryptionKey(folder);
  expect(statSync(join(folder, 'encryption.key')).mode & 0o777).toBe(0o600);
});
