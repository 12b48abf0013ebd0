import { describe, expect, it } from 'vitest';
import { type KeySet, readKeySet } from './key-set.ts';
import { isDue, newKeySet, RotationRefusedError, retire, revoke, rotate, withNext } from './rotation.ts';
import type { SigningJwk } from './signing-jwk.ts';

const start = Date.parse('2027-01-01T00:00:00Z');
const seconds = 1000;
const propagation = 10 * seconds;
/** The longest life of a token plus the clock tolerance of its verifiers. */
const tokenLife = 905 * seconds;

function jwk(kid: string): SigningJwk {
  const numbers = { n: 'n', e: 'AQAB', d: 'd', p: 'p', q: 'q', dp: 'dp', dq: 'dq', qi: 'qi' };
  return { kid, kty: 'RSA', alg: 'RS256', use: 'sig', ...numbers };
}

const statesOf = (keys: KeySet) => Object.fromEntries(keys.map(({ kid, state }) => [kid, state]));
const fresh = () => newKeySet(jwk('one'), jwk('two'), start);
const legacy = () => readKeySet({ keys: [jwk('signs'), jwk('verifies')] });

it('creates a key set with an active and a next key', () => {
  expect(statesOf(fresh())).toEqual({ one: 'active', two: 'next' });
});

describe('rotating', () => {
  const now = start + propagation;

  it('activates the next key, retires the active key and publishes a new next key', () => {
    const keys = rotate(fresh(), jwk('three'), { now, propagation });
    expect(statesOf(keys)).toEqual({ one: 'retired', two: 'active', three: 'next' });
    const at = new Date(now).toISOString();
    expect(keys).toMatchObject([{ retired_at: at }, { activated_at: at }, { created_at: at }]);
  });

  it('keeps every key that verified before', () => {
    let keys = fresh();
    for (const [turn, kid] of ['three', 'four', 'five'].entries()) {
      const before = keys.map((key) => key.kid);
      keys = rotate(keys, jwk(kid), { now: now + turn * propagation, propagation });
      expect(keys.map((key) => key.kid)).toEqual([...before, kid]);
    }
  });

  it('is refused until every verifier has read the next key, and names the earliest time', () => {
    const early = () => rotate(fresh(), jwk('three'), { now: now - 1, propagation });
    expect(early).toThrow(RotationRefusedError);
    expect(early).toThrow('published for 9 s, and verifiers may need 10 s');
    expect(early).toThrow('from 2027-01-01T00:00:10.000Z');
  });

  it('is refused right after a rotation, so that an accidental repetition does no harm', () => {
    const once = rotate(fresh(), jwk('three'), { now, propagation });
    expect(() => rotate(once, jwk('four'), { now, propagation })).toThrow(RotationRefusedError);
  });

  it('only publishes a next key when the set has none', () => {
    const keys = rotate(legacy(), jwk('soon'), { now, propagation });
    expect(statesOf(keys)).toEqual({ signs: 'active', verifies: 'retired', soon: 'next' });
    const later = rotate(keys, jwk('later'), { now: now + propagation, propagation });
    expect(statesOf(later)).toEqual({ signs: 'retired', verifies: 'retired', soon: 'active', later: 'next' });
  });

  it('is due when the active key has signed for the whole period or for an unknown time', () => {
    expect(isDue(fresh(), propagation, now - 1)).toBe(false);
    expect(isDue(fresh(), propagation, now)).toBe(true);
    expect(isDue(legacy(), propagation, now)).toBe(true);
  });
});

it('publishes a next key once', () => {
  expect(withNext(fresh(), jwk('three'), start)).toEqual(fresh());
});

describe('retiring', () => {
  const rotated = () => rotate(fresh(), jwk('three'), { now: start + propagation, propagation });
  const done = start + 2 * propagation + tokenLife;

  it('keeps a retired key until signers have read the change and its last token has expired', () => {
    expect(statesOf(retire(rotated(), { now: done - 1, propagation }))).toHaveProperty('one');
    expect(statesOf(retire(rotated(), { now: done, propagation }))).toEqual({ two: 'active', three: 'next' });
  });

  it('never drops the active or the next key', () => {
    expect(retire(fresh(), { now: done * 2, propagation })).toEqual(fresh());
  });

  it('starts the waiting time for retired keys of older versions, whose retirement time is unknown', () => {
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

  it('is refused for the active key, the next key and an unknown key', () => {
    expect(() => revoke(rotated(), 'two')).toThrow('active: only a retired one can be dropped');
    expect(() => revoke(rotated(), 'three')).toThrow('next: only a retired one can be dropped');
    expect(() => revoke(rotated(), 'four')).toThrow('no key of that id');
  });
});
