import { type KeyFiles, KeyFolder } from '../../../backend/src/auth/keys/key-folder.ts';
import { KeySetError } from '../../../backend/src/auth/keys/key-set.ts';
import { CliError, explainWriteFailure } from '../../shared/cli-error.ts';

/** Makes the signing keys of this checkout at the first start. Later starts keep them, so sessions stay valid. */
export async function ensureKeys(folder: string): Promise<KeyFiles> {
  const keys = new KeyFolder(folder);
  try {
    await keys.ensure();
  } catch (error) {
    if (error instanceof KeySetError)
      throw new CliError(`${error.message}. Correct the file, or delete it to get new keys.`);
    throw explainWriteFailure(error, folder);
  }
  return keys.files;
}
