import { describe, expect, it } from 'vitest';
import { type KeySet, readKeySet } from './key-set.ts';
import { isDue, newKeySet, RotationRefusedError, retire, revoke, rotate, withNext } from './rotation.ts';
import type { SigningJwk } from './signing-jwk.ts';

const start = Date.parse('2027-01-01T00:00:00Z');
const seconds = 1000;
const propagation = 10 * seconds;
/** Longest life of a token and the tolerance of its verifiers. */
const tokenLife = 905 * seconds;

function jwk(kid: string): SigningJwk {
  const numbers = { n: 'n', e: 'AQAB', d: 'd', p: 'p', q: 'q', dp: 'dp', dq: 'dq', qi: 'qi' };
  return { kid, kty: 'RSA', alg: 'RS256', use: 'sig', ...numbers };
}

const statesOf = (keys: KeySet) => Object.fromEntries(keys.map(({ kid, state }) => [kid, state]));
const fresh = () => newKeySet(jwk('one'), jwk('two'), start);
const legacy = () => readKeySet({ keys: [jwk('signs'), jwk('verifies')] });

it('a new set has a key that signs and the one that follows it', () => {
  expect(statesOf(fresh())).toEqual({ one: 'active', two: 'next' });
});

describe('rotating', () => {
  const now = start + propagation;

  it('makes the next key sign, retires the one that did, and publishes a new next one', () => {
    const keys = rotate(fresh(), jwk('three'), { now, propagation });
    expect(statesOf(keys)).toEqual({ one: 'retired', two: 'active', three: 'next' });
    const at = new Date(now).toISOString();
    expect(keys).toMatchObject([{ retired_at: at }, { activated_at: at }, { created_at: at }]);
  });

  it('loses no key that verified before', () => {
    let keys = fresh();
    for (const [turn, kid] of ['three', 'four', 'five'].entries()) {
      const before = keys.map((key) => key.kid);
      keys = rotate(keys, jwk(kid), { now: now + turn * propagation, propagation });
      expect(keys.map((key) => key.kid)).toEqual([...before, kid]);
    }
  });

  it('is refused until every verifier has read the next key, and says when it can be done', () => {
    const early = () => rotate(fresh(), jwk('three'), { now: now - 1, propagation });
    expect(early).toThrow(RotationRefusedError);
    expect(early).toThrow('published for 9 s, and verifiers may need 10 s');
    expect(early).toThrow('from 2027-01-01T00:00:10.000Z');
  });

  it('right after a rotation is refused, so that doing it twice by mistake does no harm', () => {
    const once = rotate(fresh(), jwk('three'), { now, propagation });
    expect(() => rotate(once, jwk('four'), { now, propagation })).toThrow(RotationRefusedError);
  });

  it('a set without a next key only publishes one', () => {
    const keys = rotate(legacy(), jwk('soon'), { now, propagation });
    expect(statesOf(keys)).toEqual({ signs: 'active', verifies: 'retired', soon: 'next' });
    const later = rotate(keys, jwk('later'), { now: now + propagation, propagation });
    expect(statesOf(later)).toEqual({ signs: 'retired', verifies: 'retired', soon: 'active', later: 'next' });
  });

  it('is due when the active key has signed for the period, or for nobody knows how long', () => {
    expect(isDue(fresh(), propagation, now - 1)).toBe(false);
    expect(isDue(fresh(), propagation, now)).toBe(true);
    expect(isDue(legacy(), propagation, now)).toBe(true);
  });
});

it('a next key is published once', () => {
  expect(withNext(fresh(), jwk('three'), start)).toEqual(fresh());
});

describe('retiring', () => {
  const rotated = () => rotate(fresh(), jwk('three'), { now: start + propagation, propagation });
  const done = start + 2 * propagation + tokenLife;

  it('keeps a retired key until signers have heard of it and the last token of it has expired', () => {
    expect(statesOf(retire(rotated(), { now: done - 1, propagation }))).toHaveProperty('one');
    expect(statesOf(retire(rotated(), { now: done, propagation }))).toEqual({ two: 'active', three: 'next' });
  });

  it('never drops the key that signs or the one that will', () => {
    expect(retire(fresh(), { now: done * 2, propagation })).toEqual(fresh());
  });

  it('begins to count for retired keys of older versions, which nobody knows the time of', () => {
    const counted = retire(legacy(), { now: start, propagation });
    expect(statesOf(counted)).toEqual({ signs: 'active', verifies: 'retired' });
    const now = start + propagation + tokenLife;
    expect(statesOf(retire(counted, { now, propagation }))).toEqual({ signs: 'active' });
  });
});

describe('revoking', () => {
  const rotated = () => rotate(fresh(), jwk('three'), { now: start + propagation, propagation });

  it('drops a retired key at once', () => {
    expect(statesOf(revoke(rotated(), 'one'))).toEqual({ two: 'active', three: 'next' });
  });

  it('is refused for a key that signs or will sign, and for one that is not there', () => {
    expect(() => revoke(rotated(), 'two')).toThrow('active: only a retired one can be dropped');
    expect(() => revoke(rotated(), 'three')).toThrow('next: only a retired one can be dropped');
    expect(() => revoke(rotated(), 'four')).toThrow('no key of that id');
  });
});
