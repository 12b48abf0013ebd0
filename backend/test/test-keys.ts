import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A key set on disk, in the format that auth and tasks read. */
export interface TestKeys {
  readonly kid: string;
  readonly privateKeyPem: string;
  readonly publicKeyPem: string;
  readonly privateFile: string;
  readonly publicFile: string;
  remove(): void;
}

export function createTestKeys(kid = 'test-key', modulusLength = 2048): TestKeys {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength });
  const folder = mkdtempSync(join(tmpdir(), 'taskyard-keys-'));
  const write = (file: string, key: object) => {
    const path = join(folder, file);
    writeFileSync(path, JSON.stringify({ keys: [{ ...key, kid, alg: 'RS256', use: 'sig' }] }), { mode: 0o600 });
    return path;
  };
  return {
    kid,
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    privateFile: write('private.json', privateKey.export({ format: 'jwk' })),
    publicFile: write('public.json', publicKey.export({ format: 'jwk' })),
    remove: () => rmSync(folder, { recursive: true }),
  };
}
