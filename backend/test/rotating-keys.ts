import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jwt from 'jsonwebtoken';
import { KeyFolder } from '../src/auth/keys/key-folder.ts';
import type { KeyState, ManagedKey } from '../src/auth/keys/key-set.ts';
import { rotate } from '../src/auth/keys/rotation.ts';
import { newSigningJwk } from '../src/auth/keys/signing-jwk.ts';

/** A key set on disk that a test can rotate while the application runs. */
export interface RotatingKeys {
  readonly folder: KeyFolder;
  /** Environment variables with which an application reloads the files every `reloadSeconds`, by default every second. */
  readonly env: Readonly<Record<string, string>>;
  inState(state: KeyState): Promise<ManagedKey>;
  /** Rotates without a waiting time: every verifier of a test reads the same files. */
  rotate(): Promise<void>;
  remove(): void;
}

export async function createRotatingKeys(reloadSeconds = 1): Promise<RotatingKeys> {
  const path = mkdtempSync(join(tmpdir(), 'taskyard-keys-'));
  const folder = new KeyFolder(path);
  await folder.ensure();
  return {
    folder,
    env: {
      JWT_PRIVATE_KEYS_FILE: folder.files.privateKeys,
      JWT_PUBLIC_KEYS_FILE: folder.files.publicKeys,
      KEYS_RELOAD_SECONDS: String(reloadSeconds),
    },
    async inState(state) {
      const key = (await folder.read()).find((candidate) => candidate.state === state);
      if (key === undefined) throw new Error(`there is no ${state} key`);
      return key;
    },
    async rotate() {
      const spare = await newSigningJwk();
      await folder.update((keys) => rotate(keys, spare, { now: Date.now(), propagation: 0 }));
    },
    remove: () => rmSync(path, { recursive: true }),
  };
}

/** An access token as auth issues it for the user with id 1. */
export function tokenSignedWith(key: ManagedKey, header: Record<string, unknown> = {}): string {
  return jwt.sign({ sid: '1' }, createPrivateKey({ key, format: 'jwk' }), {
    algorithm: 'RS256',
    subject: '1',
    issuer: 'taskyard',
    audience: 'taskyard',
    expiresIn: 60,
    header: { alg: 'RS256', typ: 'at+jwt', kid: key.kid, ...header },
  });
}
