import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { createTestKeys, type TestKeys } from '../../test/test-keys.ts';
import { ConfigurationError } from '../config/configuration-error.ts';
import { readPublicKeySet } from './public-key-set.ts';

const made: TestKeys[] = [];
function keysOf(...options: Parameters<typeof createTestKeys>): TestKeys {
  const keys = createTestKeys(...options);
  made.push(keys);
  return keys;
}
afterEach(() => {
  for (const keys of made.splice(0)) keys.remove();
});

describe('a public key set', () => {
  test('is read by key id', () => {
    const { publicFile, kid } = keysOf();
    expect([...readPublicKeySet(publicFile).byKid.keys()]).toEqual([kid]);
  });

  test('refuses private keys, and does not print them', () => {
    const { privateFile } = keysOf();
    const secret = JSON.parse(readFileSync(privateFile, 'utf8')).keys[0].d;
    let message = '';
    try {
      readPublicKeySet(privateFile);
    } catch (error) {
      if (error instanceof ConfigurationError) message = error.message;
    }
    expect(message).toContain('private members are refused');
    expect(message).not.toContain(secret);
  });

  test('refuses keys that are too short', () => {
    expect(() => readPublicKeySet(keysOf('short', 1024).publicFile)).toThrow('Key short has 1024 bits');
  });

  test('names the setting when the file is missing or is not JSON', () => {
    const { publicFile } = keysOf();
    writeFileSync(publicFile, '{');
    expect(() => readPublicKeySet(publicFile)).toThrow(/JWT_PUBLIC_KEYS_FILE .* is not JSON/);
    expect(() => readPublicKeySet(`${publicFile}.missing`)).toThrow(/JWT_PUBLIC_KEYS_FILE .* cannot be read/);
  });
});
