import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { AccountKeysService } from './account-keys.service.ts';
import { addressKey, networkKey } from './rate-limit-keys.ts';

const keys = new AccountKeysService({ ENCRYPTION_KEY: 'a key that nobody can guess' });

describe('the key of an account', () => {
  it.each(['ADA', 'ada ', ' ada', 'ａｄａ'])('is the same when the name is written %j', (name) => {
    expect(keys.account(name)).toBe(keys.account('ada'));
  });

  it('differs for another name', () => {
    expect(keys.account('ada.l')).not.toBe(keys.account('ada'));
  });

  it.each(['', '😀'.repeat(5_000), "'; DROP TABLE users; --", '\u0000'])('has the same length for %j', (name) => {
    expect(keys.account(name)).toMatch(/^[\w-]{43}$/);
  });
});

describe('the key of a mailbox', () => {
  it.each([
    ['Ada@Example.com', 'ada@example.com'],
    ['ada+news@example.com', 'ada@example.com'],
    ['ada+a+b@example.com', 'ada@example.com'],
    ['a.d.a+x@gmail.com', 'ada@gmail.com'],
    ['ada@googlemail.com', 'ada@gmail.com'],
  ])('is the same for %s and %s', (one, other) => {
    expect(keys.mailbox(one)).toBe(keys.mailbox(other));
  });

  it.each([
    ['a.da@example.com', 'ada@example.com'],
    ['ada@example.com', 'ada@example.org'],
    ['ada@gmail.com.example.com', 'a.da@gmail.com.example.com'],
    ['+ada@example.com', '+bob@example.com'],
    ['not an address', 'another text'],
  ])('differs for %s and %s', (one, other) => {
    expect(keys.mailbox(one)).not.toBe(keys.mailbox(other));
  });
});

describe('the key of an address', () => {
  it.each(['192.0.2.7', '10.0.0.1'])('is the IPv4 address itself: %s', (address) => {
    expect(addressKey(address)).toBe(address);
  });

  it.each([
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['2001:db8:1::192.0.2.7', '2001:db8:1:0::/64'],
  ])('is the /64 network of an IPv6 address: %s', (address, network) => {
    expect(addressKey(address)).toBe(network);
  });
});

describe('the key of a network', () => {
  it.each([
    ['192.0.2.7', '192.0.2.0/24'],
    ['2001:db8:1:2::3', '2001:db8:1::/48'],
  ])('of %s is %s', (address, network) => {
    expect(networkKey(address)).toBe(network);
  });
});

it('makes keys of names that cannot be found by trying names', () => {
  const other = new AccountKeysService({ ENCRYPTION_KEY: 'another key that nobody can guess' });
  expect(other.account('ada')).not.toBe(keys.account('ada'));
  expect(keys.account('ada')).not.toBe(createHash('sha256').update('ada').digest('base64url'));
});

it('counts no names without the key, which only auth has', () => {
  expect(() => new AccountKeysService({ ENCRYPTION_KEY: undefined }).account('ada')).toThrow(/runs auth/);
});
