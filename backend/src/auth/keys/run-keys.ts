import { describeKeys } from './describe-keys.ts';
import { KeyFolder } from './key-folder.ts';
import { activeKey, type KeySet, nextKey } from './key-set.ts';
import type { KeyStore } from './key-store.ts';
import { type KeysArguments, readArguments, UsageError, usage } from './keys-arguments.ts';
import { isDue, RotationRefused, retire, revoke, rotate, type Timing } from './rotation.ts';
import { newSigningJwk, type SigningJwk } from './signing-jwk.ts';

export interface KeysSurroundings {
  /** The key set meant when the arguments name none. */
  readonly defaultFolder?: string;
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
}

/**
 * The command `keys`: lists, rotates and retires signing keys in a folder or in a secret of AWS Secrets Manager.
 * @returns the exit code: 0 done, or nothing was due; 1 refused or failed; 2 the arguments were wrong
 */
export async function runKeys(args: readonly string[], surroundings: KeysSurroundings): Promise<0 | 1 | 2> {
  const { say, complain, defaultFolder } = surroundings;
  try {
    const given = readArguments(args, defaultFolder);
    const store = await openStore(given.place);
    const keys = await run(given, store, say);
    say(describeKeys(keys, { now: Date.now(), propagation: given.propagation }));
    return 0;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    complain(error instanceof UsageError ? `keys: ${reason}\n${usage}` : `keys: ${reason}`);
    return error instanceof UsageError ? 2 : 1;
  }
}

async function openStore(place: KeysArguments['place']): Promise<KeyStore> {
  if ('folder' in place) return new KeyFolder(place.folder);
  // Loaded only here: it is the whole AWS SDK, and most who use the key set have it in a folder.
  const { KeySecret } = await import('./key-secret.ts');
  return new KeySecret(place.secret);
}

async function run(given: KeysArguments, store: KeyStore, say: (line: string) => void): Promise<KeySet> {
  if (given.command === 'list') return store.read();
  const spare = given.command === 'rotate' ? await newSigningJwk() : undefined;
  let told: readonly string[] = [];
  const keys = await store.update((former) => {
    const changed = spare === undefined ? dropped(former, given) : rotated(former, spare, given);
    told = changes(former, changed);
    return changed;
  });
  for (const line of told) say(line);
  return keys;
}

function rotated(keys: KeySet, spare: SigningJwk, given: KeysArguments): KeySet {
  const timing = { now: Date.now(), propagation: given.propagation };
  const turned =
    given.every === undefined ? rotate(keys, spare, timing) : rotateWhenDue(keys, spare, given.every, timing);
  return given.retire ? retire(turned, timing) : turned;
}

/** As a schedule wants it: what cannot be done yet is left for the next run, and is no failure of this one. */
function rotateWhenDue(keys: KeySet, spare: SigningJwk, every: number, timing: Timing): KeySet {
  if (nextKey(keys) && !isDue(keys, every, timing.now)) return keys;
  try {
    return rotate(keys, spare, timing);
  } catch (error) {
    if (error instanceof RotationRefused) return keys;
    throw error;
  }
}

function dropped(keys: KeySet, { kid, propagation }: KeysArguments): KeySet {
  return kid === undefined ? retire(keys, { now: Date.now(), propagation }) : revoke(keys, kid);
}

function changes(former: KeySet, keys: KeySet): string[] {
  const gone = former.filter(({ kid }) => keys.every((key) => key.kid !== kid));
  const next = nextKey(keys);
  return [
    ...(activeKey(keys).kid === activeKey(former).kid ? [] : [`${activeKey(keys).kid} signs from now on.`]),
    ...(next === undefined || next.kid === nextKey(former)?.kid ? [] : [`${next.kid} is published as the next key.`]),
    ...gone.map(({ kid }) => `${kid} is dropped: its tokens are refused.`),
    ...(JSON.stringify(former) === JSON.stringify(keys) ? ['Nothing was due.'] : []),
  ];
}
