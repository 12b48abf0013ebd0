import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './folder-lock.ts';
import { formatKeySet, formatPublicKeySet, type KeySet, KeySetError, nextKey, readKeySet } from './key-set.ts';
import type { KeyStore } from './key-store.ts';
import { newKeySet, withNext } from './rotation.ts';
import { newSigningJwk } from './signing-jwk.ts';

export interface KeyFiles {
  /** JSON Web Key Set with the private RSA keys and their states. Created with mode 0600. */
  readonly privateKeys: string;
  /** The same keys without their private members and states. */
  readonly publicKeys: string;
}

/** A key set in two files of one folder. Each file is replaced as a whole, so readers never see half of one. */
export class KeyFolder implements KeyStore {
  readonly files: KeyFiles;
  private readonly lock: string;

  constructor(folder: string) {
    this.files = { privateKeys: join(folder, 'private.jwks.json'), publicKeys: join(folder, 'public.jwks.json') };
    this.lock = join(folder, 'lock');
  }

  /**
   * Creates the folder and its keys if they do not exist. Adds a next key to a set of an older version that has none.
   */
  async ensure(now = Date.now()): Promise<void> {
    mkdirSync(join(this.files.privateKeys, '..'), { recursive: true, mode: 0o700 });
    await withLock(this.lock, async () => {
      const found = existsSync(this.files.privateKeys) ? this.readNow() : undefined;
      if (found === undefined) this.write(newKeySet(await newSigningJwk(), await newSigningJwk(), now));
      else this.write(nextKey(found) ? found : withNext(found, await newSigningJwk(), now));
    });
  }

  async read(): Promise<KeySet> {
    return this.readNow();
  }

  update(change: (keys: KeySet) => KeySet): Promise<KeySet> {
    return withLock(this.lock, async () => {
      const changed = change(this.readNow());
      this.write(changed);
      return changed;
    });
  }

  private readNow(): KeySet {
    const { privateKeys } = this.files;
    if (!existsSync(privateKeys)) throw new KeySetError(`${privateKeys} does not exist`);
    try {
      return readKeySet(JSON.parse(readFileSync(privateKeys, 'utf8')));
    } catch (error) {
      throw new KeySetError(`${privateKeys} ${error instanceof KeySetError ? error.message : 'is not JSON'}`);
    }
  }

  /** Writes the public keys first, so that every signature can be verified. */
  private write(keys: KeySet): void {
    replace(this.files.publicKeys, formatPublicKeySet(keys), 0o644);
    replace(this.files.privateKeys, formatKeySet(keys), 0o600);
  }
}

/** Replaces a file by renaming, so that a killed process leaves the old file. The new file keeps the old one's mode. */
function replace(path: string, text: string, mode: number): void {
  const former = existsSync(path) ? { text: readFileSync(path, 'utf8'), mode: statSync(path).mode } : undefined;
  if (former?.text === text) return;
  writeFileSync(`${path}.next`, text, { mode });
  if (former) chmodSync(`${path}.next`, former.mode);
  renameSync(`${path}.next`, path);
}
