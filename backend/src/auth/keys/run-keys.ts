import { describeKeys } from './describe-keys.ts';
import { KeyFolder } from './key-folder.ts';
import { activeKey, type KeySet, nextKey } from './key-set.ts';
import type { KeyStore } from './key-store.ts';
import { type KeysArguments, readArguments, UsageError, usage } from './keys-arguments.ts';
import { isDue, RotationRefusedError, retire, revoke, rotate, type Timing } from './rotation.ts';
import { newSigningJwk, type SigningJwk } from './signing-jwk.ts';

interface KeysOptions {
  /** The folder of the key set if the arguments name none. */
  readonly defaultFolder?: string;
  /** Writes a line to the standard output. */
  readonly print: (line: string) => void;
  /** Writes a line to the standard error output. */
  readonly printError: (line: string) => void;
}

/**
 * The command `keys`: lists, rotates and retires signing keys in a folder or in a secret of AWS Secrets Manager.
 * @returns the exit code: 0 for done or nothing due, 1 for refused or failed, 2 for wrong arguments
 */
export async function runKeys(args: readonly string[], options: KeysOptions): Promise<0 | 1 | 2> {
  const { print, printError, defaultFolder } = options;
  try {
    const given = readArguments(args, defaultFolder);
    const store = await openStore(given.location);
    const keys = await run(given, store, print);
    print(describeKeys(keys, { now: Date.now(), propagation: given.propagation }));
    return 0;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    printError(error instanceof UsageError ? `keys: ${reason}\n${usage}` : `keys: ${reason}`);
    return error instanceof UsageError ? 2 : 1;
  }
}

async function openStore(location: KeysArguments['location']): Promise<KeyStore> {
  if ('folder' in location) return new KeyFolder(location.folder);
  // Loaded only when needed: it imports the AWS SDK, and most key sets are in a folder.
  const { KeySecret } = await import('./key-secret.ts');
  return new KeySecret(location.secret);
}

async function run(given: KeysArguments, store: KeyStore, print: (line: string) => void): Promise<KeySet> {
  if (given.command === 'list') return store.read();
  const spare = given.command === 'rotate' ? await newSigningJwk() : undefined;
  let messages: readonly string[] = [];
  const keys = await store.update((former) => {
    const changed = spare === undefined ? dropped(former, given) : rotated(former, spare, given);
    messages = changes(former, changed);
    return changed;
  });
  for (const line of messages) print(line);
  return keys;
}

function rotated(keys: KeySet, spare: SigningJwk, given: KeysArguments): KeySet {
  const timing = { now: Date.now(), propagation: given.propagation };
  const changed =
    given.every === undefined ? rotate(keys, spare, timing) : rotateWhenDue(keys, spare, given.every, timing);
  return given.retire ? retire(changed, timing) : changed;
}

/** For scheduled runs: a rotation that is not possible yet is left for the next run and is not a failure. */
function rotateWhenDue(keys: KeySet, spare: SigningJwk, every: number, timing: Timing): KeySet {
  if (nextKey(keys) && !isDue(keys, every, timing.now)) return keys;
  try {
    return rotate(keys, spare, timing);
  } catch (error) {
    if (error instanceof RotationRefusedError) return keys;
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
