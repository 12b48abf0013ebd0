import { expect, it } from 'vitest';
import { plain } from './plain-value.ts';

it('removes the mark of a secret at any depth', () => {
  const secret = { '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270', value: 'key' };
  expect(plain({ privateKeyPem: secret, list: [secret], open: 1 })).toEqual({
    privateKeyPem: 'key',
    list: ['key'],
    open: 1,
  });
  expect(plain(undefined)).toBeUndefined();
});
