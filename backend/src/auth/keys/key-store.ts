import type { KeySet } from './key-set.ts';

/** Stores a key set: in a folder of this machine, or in a secret of AWS Secrets Manager. */
export interface KeyStore {
  read(): Promise<KeySet>;

  /**
   * Replaces the private and public keys with the result of `change`. Concurrent changes are not lost: each starts from
   * the result of the one before. For this, `change` may be called again. Nothing is written when `change` changes
   * nothing or throws.
   * @returns the stored set
   */
  update(change: (keys: KeySet) => KeySet): Promise<KeySet>;
}
