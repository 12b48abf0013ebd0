import { type KeyFiles, KeyFolder } from '../../src/auth/keys/key-folder.ts';
import { explainWriteFailure } from '../cannot-start.ts';

/** Makes the signing keys of this checkout at the first start; later starts keep them, so sessions outlive a restart. */
export async function ensureKeys(folder: string): Promise<KeyFiles> {
  const keys = new KeyFolder(folder);
  try {
    await keys.ensure();
  } catch (error) {
    throw explainWriteFailure(error, folder);
  }
  return keys.files;
}
