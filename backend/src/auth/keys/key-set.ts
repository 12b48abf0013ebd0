import { z } from 'zod';
import type { JsonWebKeySet } from '../../platform/access/public-key-set.ts';
import { publicJwk, signingJwkSchema } from './signing-jwk.ts';

/**
 * `active` signs, `next` is published and does not sign yet, `retired` only verifies. Files list the keys in this
 * order.
 */
const states = ['active', 'next', 'retired'] as const;
export type KeyState = (typeof states)[number];

const time = z.iso.datetime();

const managedKeySchema = signingJwkSchema.extend({
  state: z.enum(states).optional(),
  created_at: time.optional(),
  activated_at: time.optional(),
  retired_at: time.optional(),
});

const fileSchema = z.object({ keys: z.array(managedKeySchema).min(1) });

/** A private key, its state and the times of its changes (ISO 8601, UTC). Keys of older sets have no times. */
export type ManagedKey = z.infer<typeof managedKeySchema> & { readonly state: KeyState };

/** All keys: exactly one is active, and at most one is next. */
export type KeySet = readonly ManagedKey[];

/** A key set that cannot be used. The message never contains a part of the set. */
export class KeySetError extends Error {
  override name = 'KeySetError';
}

/**
 * Reads a private JSON Web Key Set. In a set without states, which older versions wrote, the first key signs and the
 * others only verify.
 * @throws {KeySetError}
 */
export function readKeySet(json: unknown): KeySet {
  const { data } = fileSchema.safeParse(json);
  if (data === undefined) {
    throw new KeySetError('must hold {"keys": […]} of private RS256 keys in full, each with a kid');
  }
  const { keys } = data;
  if (new Set(keys.map(({ kid }) => kid)).size < keys.length) throw new KeySetError('has two keys of the same kid');
  if (keys.every(({ state }) => state === undefined)) {
    return keys.map((key, position) => ({ ...key, state: position === 0 ? 'active' : 'retired' }));
  }
  const managed = keys.filter((key): key is ManagedKey => key.state !== undefined);
  const count = (state: KeyState) => managed.filter((key) => key.state === state).length;
  if (managed.length < keys.length || count('active') !== 1 || count('next') > 1) {
    throw new KeySetError(
      'must have a state for each key (next, active or retired), one of them active and at most one next',
    );
  }
  if (managed.some(({ state, created_at }) => state === 'next' && created_at === undefined)) {
    throw new KeySetError(
      'must say created_at of its next key: it may sign only when it has been published long enough',
    );
  }
  return managed;
}

/** The key that signs. */
export function activeKey(keys: KeySet): ManagedKey {
  const active = keys.find(({ state }) => state === 'active');
  if (active === undefined) throw new KeySetError('has no active key');
  return active;
}

export function nextKey(keys: KeySet): ManagedKey | undefined {
  return keys.find(({ state }) => state === 'next');
}

/**
 * The text that {@link readKeySet} reads. The active key is first, because versions without states sign with the first
 * key.
 */
export function formatKeySet(keys: KeySet): string {
  const ordered = keys.toSorted((a, b) => states.indexOf(a.state) - states.indexOf(b.state));
  return `${JSON.stringify({ keys: ordered }, null, 2)}\n`;
}

/** The public members of every key. Sorted by id, so that the order does not reveal which key signs. */
export function formatPublicKeySet(keys: KeySet): string {
  const ordered = keys.toSorted((a, b) => (a.kid < b.kid ? -1 : 1));
  const document: JsonWebKeySet = { keys: ordered.map(publicJwk) };
  return `${JSON.stringify(document, null, 2)}\n`;
}
