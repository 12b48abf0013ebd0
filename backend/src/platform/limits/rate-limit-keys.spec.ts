import { describe, expect, it } from 'vitest';
import { accountKey, addressKey } from './rate-limit-keys.ts';

describe('an account', () => {
  it.each(['ADA', 'ada ', ' ada', 'ａｄａ'])('is the same one when it is written %j', (name) => {
    expect(accountKey(name)).toBe(accountKey('ada'));
  });

  it('is another one under another name', () => {
    expect(accountKey('ada.l')).not.toBe(accountKey('ada'));
  });

  it.each(['', '😀'.repeat(5_000), "'; DROP TABLE users; --", '\u0000'])(
    'has a key of one length, whatever stands in %j',
    (name) => {
      expect(accountKey(name)).toMatch(/^[\w-]{43}$/);
    },
  );
});

describe('an address', () => {
  it.each(['192.0.2.7', '10.0.0.1'])('of IPv4 counts as it is: %s', (address) => {
    expect(addressKey(address)).toBe(address);
  });

  it.each([
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['2001:db8:1::192.0.2.7', '2001:db8:1:0::/64'],
  ])('of IPv6 counts with all of its /64: %s', (address, network) => {
    expect(addressKey(address)).toBe(network);
  });
});
