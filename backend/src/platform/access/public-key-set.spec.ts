import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestKeys, type TestKeys } from '../../../test/test-keys.ts';
import { ConfigurationError } from '../config/configuration-error.ts';
import { parsePublicKeySet } from './public-key-set.ts';

const made: TestKeys[] = [];
function keysOf(...options: Parameters<typeof createTestKeys>): TestKeys {
  const keys = createTestKeys(...options);
  made.push(keys);
  return keys;
}
afterEach(() => {
  for (const keys of made.splice(0)) keys.remove();
});

const jsonOf = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

describe('a public key set', () => {
  it('is read by key id', () => {
    const { publicFile, kid } = keysOf();
    expect([...parsePublicKeySet(jsonOf(publicFile)).byKid.keys()]).toEqual([kid]);
  });

  it('rejects private keys and does not print them', () => {
    const json = jsonOf(keysOf().privateFile);
    let message = '';
    try {
      parsePublicKeySet(json);
    } catch (error) {
      if (error instanceof ConfigurationError) message = error.message;
    }
    expect(message).toContain('private members are refused');
    expect(message).not.toContain(json.keys[0].d);
  });

  it('rejects keys that are too short', () => {
    const json = jsonOf(keysOf('short', 1024).publicFile);
    expect(() => parsePublicKeySet(json)).toThrow('Key short has 1024 bits');
  });

  it('has an entity tag that changes with its content', () => {
    const tagOf = ({ publicFile }: TestKeys) => parsePublicKeySet(jsonOf(publicFile)).entityTag;
    const keys = keysOf();
    expect(tagOf(keys)).toMatch(/^"[\w-]{43}"$/);
    expect(tagOf(keys)).toBe(tagOf(keys));
    expect(tagOf(keysOf('other'))).not.toBe(tagOf(keys));
  });
});
