import { describe, expect, it } from 'vitest';
import { activeKey, formatKeySet, formatPublicKeySet, nextKey, readKeySet } from './key-set.ts';

/** One key in a key set's JSON; `members` replaces members or adds some. */
function jwk(kid: string, members: Record<string, unknown> = {}) {
  const numbers = { n: 'n', e: 'AQAB', d: 's3cret', p: 'p', q: 'q', dp: 'dp', dq: 'dq', qi: 'qi' };
  return { kid, kty: 'RSA', alg: 'RS256', use: 'sig', ...numbers, ...members };
}
const created_at = '2027-01-01T00:00:00.000Z';

describe('a key set without states, as older versions wrote it', () => {
  it('signs with its first key and verifies with the others', () => {
    const keys = readKeySet({ keys: [jwk('first'), jwk('second')] });
    expect(keys.map(({ kid, state }) => [kid, state])).toEqual([
      ['first', 'active'],
      ['second', 'retired'],
    ]);
  });

  it('may lack `use`, which older versions did not require', () => {
    expect(activeKey(readKeySet({ keys: [jwk('first', { use: undefined })] })).use).toBe('sig');
  });
});

it('reads a key set with states in any order', () => {
  const keys = readKeySet({
    keys: [
      jwk('old', { state: 'retired' }),
      jwk('soon', { state: 'next', created_at }),
      jwk('now', { state: 'active' }),
    ],
  });
  expect([activeKey(keys).kid, nextKey(keys)?.kid]).toEqual(['now', 'soon']);
});

it('writes the active key first, where versions without states look for it, and reads the file back', () => {
  const keys = readKeySet({ keys: [jwk('old', { state: 'retired' }), jwk('now', { state: 'active' })] });
  const written = JSON.parse(formatKeySet(keys));
  expect(written.keys[0].kid).toBe('now');
  expect(readKeySet(written)).toEqual([keys[1], keys[0]]);
});

it('publishes every key with only its public members', () => {
  const keys = readKeySet({ keys: [jwk('now', { state: 'active', oth: 's3cret' }), jwk('old', { state: 'retired' })] });
  const text = formatPublicKeySet(keys);
  expect(JSON.parse(text).keys).toEqual(
    ['now', 'old'].map((kid) => ({ kid, kty: 'RSA', alg: 'RS256', use: 'sig', n: 'n', e: 'AQAB' })),
  );
  expect(text).not.toContain('s3cret');
});

describe('an invalid key set is rejected without printing its content:', () => {
  const active = { state: 'active' };
  it.each<[string, unknown, string]>([
    ['no keys', { keys: [] }, 'private RS256 keys in full'],
    ['no object', 'a text', 'private RS256 keys in full'],
    ['a public key', { keys: [jwk('a', { d: undefined })] }, 'private RS256 keys in full'],
    ['another algorithm', { keys: [jwk('a', { alg: 'HS256' })] }, 'private RS256 keys in full'],
    ['a path as key id', { keys: [jwk('../../etc')] }, 'private RS256 keys in full'],
    ['an unknown state', { keys: [jwk('a', { state: 'dormant' })] }, 'private RS256 keys in full'],
    ['two keys of one id', { keys: [jwk('a'), jwk('a')] }, 'two keys of the same kid'],
    ['two active keys', { keys: [jwk('a', active), jwk('b', active)] }, 'one of them active'],
    ['no active key', { keys: [jwk('a', { state: 'retired' })] }, 'one of them active'],
    ['some states missing', { keys: [jwk('a', active), jwk('b')] }, 'a state for each key'],
    [
      'two next keys',
      { keys: [jwk('a', active), jwk('b', { state: 'next', created_at }), jwk('c', { state: 'next', created_at })] },
      'at most one next',
    ],
    ['a next key of unknown age', { keys: [jwk('a', active), jwk('b', { state: 'next' })] }, 'created_at of its next'],
  ])('%s', (_name, json, message) => {
    expect(() => readKeySet(json)).toThrow(message);
    expect(() => readKeySet(json)).not.toThrow('s3cret');
  });
});
