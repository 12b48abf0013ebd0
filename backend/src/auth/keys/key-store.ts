import type { KeySet } from './key-set.ts';

/** Where a key set is kept: a folder of this machine, or a secret of AWS Secrets Manager. */
export interface KeyStore {
  read(): Promise<KeySet>;

  /**
   * Replaces the set by what `change` makes of it, public half included. Two changes at once do not lose one another:
   * each is made of the set that the other left, for which `change` may be called again. Nothing is written when nothing
   * changed, and nothing when `change` throws.
   * @returns the set as it is then
   */
  update(change: (keys: KeySet) => KeySet): Promise<KeySet>;
}
