import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { locked } from './folder-lock.ts';
import { formatKeySet, formatPublicKeySet, type KeySet, KeySetError, nextKey, readKeySet } from './key-set.ts';
import type { KeyStore } from './key-store.ts';
import { newKeySet, withNext } from './rotation.ts';
import { newSigningJwk } from './signing-jwk.ts';

export interface KeyFiles {
  /** JSON Web Key Set with the private RSA keys and their states. Made readable by its owner alone. */
  readonly privateKeys: string;
  /** The same keys without their private members and states. */
  readonly publicKeys: string;
}

/** A key set in two files of one folder, each replaced as a whole: who reads them never sees half of one. */
export class KeyFolder implements KeyStore {
  readonly files: KeyFiles;
  private readonly lock: string;

  constructor(folder: string) {
    this.files = { privateKeys: join(folder, 'private.jwks.json'), publicKeys: join(folder, 'public.jwks.json') };
    this.lock = join(folder, 'lock');
  }

  /** Makes the folder and its keys if there are none, and gives a set of an older version the next key it lacks. */
  async ensure(now = Date.now()): Promise<void> {
    mkdirSync(join(this.files.privateKeys, '..'), { recursive: true, mode: 0o700 });
    await locked(this.lock, async () => {
      const found = existsSync(this.files.privateKeys) ? this.readNow() : undefined;
      if (found === undefined) this.write(newKeySet(await newSigningJwk(), await newSigningJwk(), now));
      else this.write(nextKey(found) ? found : withNext(found, await newSigningJwk(), now));
    });
  }

  async read(): Promise<KeySet> {
    return this.readNow();
  }

  update(change: (keys: KeySet) => KeySet): Promise<KeySet> {
    return locked(this.lock, async () => {
      const changed = change(this.readNow());
      this.write(changed);
      return changed;
    });
  }

  private readNow(): KeySet {
    const { privateKeys } = this.files;
    if (!existsSync(privateKeys)) throw new KeySetError(`${privateKeys} is not there`);
    try {
      return readKeySet(JSON.parse(readFileSync(privateKeys, 'utf8')));
    } catch (error) {
      throw new KeySetError(`${privateKeys} ${error instanceof KeySetError ? error.message : 'is not JSON'}`);
    }
  }

  /** The public half goes first, so that whatever signs can be verified. */
  private write(keys: KeySet): void {
    replace(this.files.publicKeys, formatPublicKeySet(keys), 0o644);
    replace(this.files.privateKeys, formatKeySet(keys), 0o600);
  }
}

/** By rename, so that a process killed in the middle leaves the former file. Its mode stays: somebody chose it. */
function replace(path: string, text: string, mode: number): void {
  const former = existsSync(path) ? { text: readFileSync(path, 'utf8'), mode: statSync(path).mode } : undefined;
  if (former?.text === text) return;
  writeFileSync(`${path}.next`, text, { mode });
  if (former) chmodSync(`${path}.next`, former.mode);
  renameSync(`${path}.next`, path);
}
