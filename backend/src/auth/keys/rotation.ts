import { clockToleranceSeconds, longestAccessTokenSeconds } from '../../platform/config/token-limits.ts';
import { activeKey, type KeySet, nextKey } from './key-set.ts';
import type { SigningJwk } from './signing-jwk.ts';

/** When a step is taken, and how long everybody who reads the key set may need to hear of it. Milliseconds. */
export interface Timing {
  readonly now: number;
  readonly propagation: number;
}

/** A step that would leave somebody with a token that is refused. The message says what can be done, and when. */
export class RotationRefused extends Error {
  override name = 'RotationRefused';
}

/** How long tokens of a key may still be under way after the last one was signed, milliseconds. */
const tokenLife = (longestAccessTokenSeconds + clockToleranceSeconds) * 1000;

/** The set of a new installation: one key signs, and the one that follows it is published already. */
export function newKeySet(active: SigningJwk, next: SigningJwk, now: number): KeySet {
  const made = iso(now);
  return withNext([{ ...active, state: 'active', created_at: made, activated_at: made }], next, now);
}

/** Publishes `spare` as the next key, unless there is one. */
export function withNext(keys: KeySet, spare: SigningJwk, now: number): KeySet {
  return nextKey(keys) ? keys : [...keys, { ...spare, state: 'next', created_at: iso(now) }];
}

/** When the next key may begin to sign; `undefined` while there is none. */
export function rotatableAt(keys: KeySet, propagation: number): number | undefined {
  const published = nextKey(keys)?.created_at;
  return published === undefined ? undefined : Date.parse(published) + propagation;
}

/**
 * The next key becomes the active one, the active one retires, and `spare` becomes the next. A set without a next key, as
 * older versions wrote it, only gets one: nobody could verify what a key signs that was published this very moment.
 * @throws {RotationRefused} while the next key has not been published long enough for every verifier to have it
 */
export function rotate(keys: KeySet, spare: SigningJwk, { now, propagation }: Timing): KeySet {
  const readyAt = rotatableAt(keys, propagation);
  if (readyAt === undefined) return withNext(withRetirementTimes(keys, now), spare, now);
  if (now < readyAt) {
    throw new RotationRefused(
      `The next key has been published for ${elapsed(readyAt - propagation, now)} s, and verifiers may need ` +
        `${propagation / 1000} s to have read it. It can be rotated in from ${iso(readyAt)}.`,
    );
  }
  const turned = withRetirementTimes(keys, now).map((key) => {
    if (key.state === 'next') return { ...key, state: 'active' as const, activated_at: iso(now) };
    return key.state === 'active' ? { ...key, state: 'retired' as const, retired_at: iso(now) } : key;
  });
  return withNext(turned, spare, now);
}

/** Whether the active key has signed for `period` milliseconds, or for nobody knows how long. */
export function isDue(keys: KeySet, period: number, now: number): boolean {
  const { activated_at } = activeKey(keys);
  return activated_at === undefined || now >= Date.parse(activated_at) + period;
}

/**
 * When no token of a retired key can be left: signers may hear of its retirement as late as `propagation` after it, and
 * sign with it until then. `undefined` when nobody wrote down since when it is retired.
 */
export function droppableAt({ retired_at }: KeySet[number], propagation: number): number | undefined {
  return retired_at === undefined ? undefined : Date.parse(retired_at) + propagation + tokenLife;
}

/** Drops the retired keys that no token can be left of. The time of those without one begins now. */
export function retire(keys: KeySet, { now, propagation }: Timing): KeySet {
  return withRetirementTimes(keys, now).filter(
    (key) => key.state !== 'retired' || now < (droppableAt(key, propagation) ?? Number.POSITIVE_INFINITY),
  );
}

/**
 * Drops one retired key at once, for one that leaked: its tokens are refused wherever that has been read.
 * @throws {RotationRefused} for a key that is not retired, or not there
 */
export function revoke(keys: KeySet, kid: string): KeySet {
  const state = keys.find((key) => key.kid === kid)?.state;
  if (state === undefined) throw new RotationRefused('There is no key of that id in the set.');
  if (state !== 'retired') throw new RotationRefused(`That key is ${state}: only a retired one can go. Rotate first.`);
  return keys.filter((key) => key.kid !== kid);
}

function withRetirementTimes(keys: KeySet, now: number): KeySet {
  return keys.map((key) => (key.state === 'retired' ? { ...key, retired_at: key.retired_at ?? iso(now) } : key));
}

function elapsed(since: number, now: number): number {
  return Math.max(0, Math.floor((now - since) / 1000));
}

export function iso(time: number): string {
  return new Date(time).toISOString();
}
