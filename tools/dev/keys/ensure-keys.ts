import { type KeyFiles, KeyFolder } from '../../../backend/src/auth/keys/key-folder.ts';
import { KeySetError } from '../../../backend/src/auth/keys/key-set.ts';
import { CliError, explainWriteFailure } from '../../shared/cli-error.ts';

/** Makes the signing keys of this checkout at the first start; later starts keep them, so sessions outlive a restart. */
export async function ensureKeys(folder: string): Promise<KeyFiles> {
  const keys = new KeyFolder(folder);
  try {
    await keys.ensure();
  } catch (error) {
    if (error instanceof KeySetError) throw new CliError(`${error.message}. Put it right, or delete it for new keys.`);
    throw explainWriteFailure(error, folder);
  }
  return keys.files;
}
