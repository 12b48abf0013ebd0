import { describe, expect, it } from 'vitest';
import { accountKey, addressKey, mailboxKey } from './rate-limit-keys.ts';

describe('the key of an account', () => {
  it.each(['ADA', 'ada ', ' ada', 'ａｄａ'])('is the same when the name is written %j', (name) => {
    expect(accountKey(name)).toBe(accountKey('ada'));
  });

  it('differs for another name', () => {
    expect(accountKey('ada.l')).not.toBe(accountKey('ada'));
  });

  it.each(['', '😀'.repeat(5_000), "'; DROP TABLE users; --", '\u0000'])('has the same length for %j', (name) => {
    expect(accountKey(name)).toMatch(/^[\w-]{43}$/);
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
    expect(mailboxKey(one)).toBe(mailboxKey(other));
  });

  it.each([
    ['a.da@example.com', 'ada@example.com'],
    ['ada@example.com', 'ada@example.org'],
    ['ada@gmail.com.example.com', 'a.da@gmail.com.example.com'],
    ['+ada@example.com', '+bob@example.com'],
    ['not an address', 'another text'],
  ])('differs for %s and %s', (one, other) => {
    expect(mailboxKey(one)).not.toBe(mailboxKey(other));
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
