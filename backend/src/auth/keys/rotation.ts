import { longestAccessTokenSeconds } from '@taskyard/contracts/access-token';
import { clockToleranceSeconds } from '../../platform/access/public-key-set.ts';
import { activeKey, type KeySet, nextKey } from './key-set.ts';
import type { SigningJwk } from './signing-jwk.ts';

/** The time of a change, and how long it may take until every process has read it. Milliseconds. */
export interface Timing {
  readonly now: number;
  readonly propagation: number;
}

/** The change would make valid tokens fail. The message says what is possible, and when. */
export class RotationRefusedError extends Error {
  override name = 'RotationRefusedError';
}

/** How long tokens may be valid after a key has signed its last one. Milliseconds. */
const tokenLifetime = (longestAccessTokenSeconds + clockToleranceSeconds) * 1000;

/** The set of a new installation: one key signs, and its successor is already published. */
export function newKeySet(active: SigningJwk, next: SigningJwk, now: number): KeySet {
  const createdAt = iso(now);
  return withNext([{ ...active, state: 'active', created_at: createdAt, activated_at: createdAt }], next, now);
}

/** Adds `spare` as the next key, unless there is one already. */
export function withNext(keys: KeySet, spare: SigningJwk, now: number): KeySet {
  return nextKey(keys) ? keys : [...keys, { ...spare, state: 'next', created_at: iso(now) }];
}

/** When the next key may start to sign; `undefined` if there is no next key. */
export function rotatableAt(keys: KeySet, propagation: number): number | undefined {
  const published = nextKey(keys)?.created_at;
  return published === undefined ? undefined : Date.parse(published) + propagation;
}

/**
 * The next key becomes active, the active key retires, and `spare` becomes the next key. A set without a next key,
 * which older versions wrote, only gets one: tokens of a key that was published just now could not be verified yet.
 * @throws {RotationRefusedError} while some verifiers may not have read the next key yet
 */
export function rotate(keys: KeySet, spare: SigningJwk, { now, propagation }: Timing): KeySet {
  const readyAt = rotatableAt(keys, propagation);
  if (readyAt === undefined) return withNext(withRetirementTimes(keys, now), spare, now);
  if (now < readyAt) {
    throw new RotationRefusedError(
      `The next key has been published for ${elapsed(readyAt - propagation, now)} s, and verifiers may need ` +
        `${propagation / 1000} s to have read it. It can be rotated in from ${iso(readyAt)}.`,
    );
  }
  const rotated = withRetirementTimes(keys, now).map((key) => {
    if (key.state === 'next') return { ...key, state: 'active' as const, activated_at: iso(now) };
    return key.state === 'active' ? { ...key, state: 'retired' as const, retired_at: iso(now) } : key;
  });
  return withNext(rotated, spare, now);
}

/** Whether the active key has signed for `period` milliseconds, or for an unknown time. */
export function isDue(keys: KeySet, period: number, now: number): boolean {
  const { activated_at } = activeKey(keys);
  return activated_at === undefined || now >= Date.parse(activated_at) + period;
}

/**
 * When the last token of a retired key has expired. Signers may read of the retirement as late as `propagation` after
 * it, and sign with the key until then. `undefined` when the time of the retirement is unknown.
 */
export function droppableAt({ retired_at }: KeySet[number], propagation: number): number | undefined {
  return retired_at === undefined ? undefined : Date.parse(retired_at) + propagation + tokenLifetime;
}

/**
 * Drops the retired keys whose tokens have all expired. Retired keys without a time of retirement get the current time.
 */
export function retire(keys: KeySet, { now, propagation }: Timing): KeySet {
  return withRetirementTimes(keys, now).filter(
    (key) => key.state !== 'retired' || now < (droppableAt(key, propagation) ?? Number.POSITIVE_INFINITY),
  );
}

/**
 * Drops one retired key at once, because it leaked. Its tokens are refused by every process that has read the change.
 * @throws {RotationRefusedError} for a key that is not retired or does not exist
 */
export function revoke(keys: KeySet, kid: string): KeySet {
  const state = keys.find((key) => key.kid === kid)?.state;
  if (state === undefined) throw new RotationRefusedError('The set has no key of that id.');
  if (state !== 'retired')
    throw new RotationRefusedError(`That key is ${state}: only a retired one can be dropped. Rotate first.`);
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
