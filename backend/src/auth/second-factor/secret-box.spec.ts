import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { SecretBox } from './secret-box.ts';

const master = 'a key of at least 32 characters, as configured';
const box = new SecretBox(master, 'tests');
const secret = randomBytes(20);

it('opens what it sealed for the same owner', () => {
  expect(box.open(box.seal(secret, '7'), '7')).toEqual(secret);
  expect(new SecretBox(master, 'tests').open(box.seal(secret, '7'), '7')).toEqual(secret);
});

it('seals the same secret differently each time, and the result does not contain it', () => {
  const [one, other] = [box.seal(secret, '7'), box.seal(secret, '7')];
  expect(one).not.toEqual(other);
  expect(one.includes(secret)).toBe(false);
});

describe('a sealed secret does not open', () => {
  const sealed = box.seal(secret, '7');

  it('for another owner', () => {
    expect(() => box.open(sealed, '8')).toThrow();
  });

  it.each([[new SecretBox(`${master}!`, 'tests')], [new SecretBox(master, 'something else')]])(
    'with another key or for another purpose',
    (another) => {
      expect(() => another.open(sealed, '7')).toThrow();
    },
  );

  it('when any byte was changed', () => {
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(() => box.open(changed, '7')).toThrow();
    }
  });

  it('when any part is missing', () => {
    for (let length = 0; length < sealed.length; length++) {
      expect(() => box.open(sealed.subarray(0, length), '7')).toThrow();
    }
  });
});
