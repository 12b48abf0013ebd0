import { createHash, generateKeyPair } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { explainWriteFailure } from './cannot-start.ts';

/** RSA members are base64url texts; those of the private part are there too and pass through unnamed. */
type SigningKey = Record<'kid' | 'alg' | 'use' | 'kty' | 'n' | 'e', string>;

export interface KeyFiles {
  /** JSON Web Key Set with the private RSA keys; the first one signs. Readable by this user only. */
  readonly privateKeys: string;
  /** The same keys without their private members. */
  readonly publicKeys: string;
}

/** Makes the signing keys of this checkout at the first start; later starts keep them, so sessions outlive a restart. */
export async function ensureKeys(folder: string): Promise<KeyFiles> {
  const files: KeyFiles = {
    privateKeys: join(folder, 'private.jwks.json'),
    publicKeys: join(folder, 'public.jwks.json'),
  };
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!existsSync(files.privateKeys)) writeWhole(files.privateKeys, { keys: [await newSigningKey()] }, 0o600);
    const { keys } = JSON.parse(readFileSync(files.privateKeys, 'utf8')) as { keys: SigningKey[] };
    writeWhole(files.publicKeys, { keys: keys.map(publicPart) }, 0o644);
  } catch (error) {
    throw explainWriteFailure(error, folder);
  }
  return files;
}

async function newSigningKey(): Promise<SigningKey> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const jwk = privateKey.export({ format: 'jwk' }) as Omit<SigningKey, 'kid' | 'alg' | 'use'>;
  return { kid: thumbprint(jwk), alg: 'RS256', use: 'sig', ...jwk };
}

/** RFC 7638: SHA-256 over the required members in alphabetical order. */
function thumbprint({ e, kty, n }: Pick<SigningKey, 'e' | 'kty' | 'n'>): string {
  return createHash('sha256').update(JSON.stringify({ e, kty, n })).digest('base64url');
}

function publicPart({ kid, alg, use, kty, n, e }: SigningKey): SigningKey {
  return { kid, alg, use, kty, n, e };
}

/** By rename, so that a process killed in the middle never leaves half a key set. */
function writeWhole(path: string, content: unknown, mode: number): void {
  writeFileSync(`${path}.next`, `${JSON.stringify(content, null, 2)}\n`, { mode });
  renameSync(`${path}.next`, path);
}
