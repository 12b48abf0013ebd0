import { describe, expect, it } from 'vitest';
import { DeviceCookie } from './device-cookie.ts';

const device = new DeviceCookie('a key that nobody can guess');
const ada = { id: 7, password: '$argon2id$ada' };
const bob = { id: 8, password: '$argon2id$bob' };

describe('a device cookie', () => {
  it('is recognised for its user, by the same nonce after every sign-in', () => {
    const first = device.withUser('', ada);
    const nonce = device.nonceOf(first, ada);
    expect(nonce).toMatch(/^[\w-]{22}$/);
    expect(device.nonceOf(device.withUser(first, ada), ada)).toBe(nonce);
  });

  it('is worthless for another user, after a new password, and with another key', () => {
    const value = device.withUser('', ada);
    expect(device.nonceOf(value, bob)).toBeUndefined();
    expect(device.nonceOf(value.replace(/^7/, '8'), bob)).toBeUndefined();
    expect(device.nonceOf(value, { ...ada, password: '$argon2id$new' })).toBeUndefined();
    expect(new DeviceCookie('another key').nonceOf(value, ada)).toBeUndefined();
  });

  it('holds the five latest accounts of a browser', () => {
    let value = device.withUser('', ada);
    for (let id = 10; id < 14; id++) value = device.withUser(value, { id, password: 'hash' });
    expect(device.nonceOf(value, ada)).toBeDefined();
    value = device.withUser(value, bob);
    expect(device.nonceOf(value, bob)).toBeDefined();
    expect(device.nonceOf(value, ada)).toBeUndefined();
    expect(device.namedUsers(value)).toEqual([8, 13, 12, 11, 10]);
  });

  it.each(['', 'x', '7.short.mac', '~~~', `0.${'a'.repeat(22)}.${'b'.repeat(43)}`])('ignores %j', (value) => {
    expect(device.namedUsers(value)).toEqual([]);
    expect(device.nonceOf(value, ada)).toBeUndefined();
  });
});
