import fc from 'fast-check';
import { Netmask } from 'netmask';
import { describe, expect, it } from 'vitest';
import { overlaps, parseCidr } from './cidr.ts';

const octet = fc.integer({ min: 0, max: 255 });
const range = fc
  .tuple(octet, octet, octet, octet, fc.integer({ min: 0, max: 32 }))
  .map(([a, b, c, d, prefix]) => ({ first: firstOf(((a * 256 + b) * 256 + c) * 256 + d, prefix), prefix }));

type Range = { first: number; prefix: number };
const size = (prefix: number) => 2 ** (32 - prefix);
const last = ({ first, prefix }: Range) => first + size(prefix) - 1;

function firstOf(address: number, prefix: number): number {
  return address - (address % size(prefix));
}

/** Formats a range without the library under test. */
function format({ first, prefix }: Range): string {
  return `${[2 ** 24, 2 ** 16, 2 ** 8, 1].map((unit) => Math.floor(first / unit) % 256).join('.')}/${prefix}`;
}

describe('an IPv4 range', () => {
  it('is the same after it is parsed and formatted', () => {
    fc.assert(
      fc.property(range, (one) => {
        const parsed = parseCidr(format(one));
        expect([parsed?.netLong, parsed?.bitmask, parsed?.toString()]).toEqual([one.first, one.prefix, format(one)]);
      }),
    );
  });

  it.each(['10.0.0.1/16', '10.0.0.0', '10.0.0.0/33', '256.0.0.0/8', '10.0.0.0/16 ', 'ten', '10/8', '0x0a.0.0.0/8'])(
    'is not %j',
    (text) => {
      expect(parseCidr(text)).toBeUndefined();
    },
  );

  it('overlaps another exactly when they share an address, in both orders', () => {
    fc.assert(
      fc.property(range, range, (one, other) => {
        const shared = Math.max(one.first, other.first) <= Math.min(last(one), last(other));
        const [left, right] = [new Netmask(format(one)), new Netmask(format(other))];
        expect(overlaps(left, right)).toBe(shared);
        expect(overlaps(right, left)).toBe(shared);
      }),
    );
  });
});
