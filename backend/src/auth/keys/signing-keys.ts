import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { requireKeySize } from '../../platform/access/public-key-set.ts';
import { ReloadedFile } from '../../platform/access/reloaded-file.ts';
import type { VerificationKeysService } from '../../platform/access/verification-keys.service.ts';
import { ConfigurationError } from '../../platform/config/configuration-error.ts';
import { activeKey, KeySetError, readKeySet } from './key-set.ts';

/** The private key that signs now. */
interface SigningKey {
  readonly kid: string;
  readonly key: KeyObject;
}

/**
 * The active key of `JWT_PRIVATE_KEYS_FILE`, which can be reloaded. It changes only to a key whose public key is on
 * disk too. So every signature can be verified, in whichever order the two files are replaced.
 */
export class SigningKeys {
  private readonly logger = new Logger(SigningKeys.name);
  private readonly file: ReloadedFile<SigningKey>;
  private signing: SigningKey;
  private reportedKid: string | undefined;

  /** @throws {ConfigurationError} when the file cannot be used, or the public set lacks its active key */
  constructor(
    path: string,
    private readonly published: VerificationKeysService,
  ) {
    this.file = new ReloadedFile({ setting: 'JWT_PRIVATE_KEYS_FILE', path, parse: parseSigningKey });
    this.signing = this.file.current;
    if (!this.isPublished(this.signing)) throw new ConfigurationError([unpublished(this.signing)]);
  }

  get current(): SigningKey {
    return this.signing;
  }

  /** Never throws: problems are logged, and the current key goes on signing. */
  async reload(): Promise<void> {
    await this.file.reload();
    const candidate = this.file.current;
    // The file with the public keys may have been replaced after it was last read.
    if (!this.isPublished(candidate)) await this.published.reload();
    if (!this.isPublished(candidate)) return this.reportUnpublished(candidate);
    this.reportedKid = undefined;
    if (candidate.kid !== this.signing.kid) this.logger.log({ kid: candidate.kid }, 'signs with another key');
    this.signing = candidate;
  }

  private isPublished({ kid, key }: SigningKey): boolean {
    return this.published.current.byKid.get(kid)?.equals(createPublicKey(key)) ?? false;
  }

  /** Logs once for each key, not at every reload. */
  private reportUnpublished(candidate: SigningKey): void {
    if (candidate.kid === this.reportedKid) return;
    this.reportedKid = candidate.kid;
    this.logger.error(`${unpublished(candidate)}. Key ${this.signing.kid} goes on signing.`);
  }
}

function unpublished({ kid }: SigningKey): string {
  return `JWT_PUBLIC_KEYS_FILE has no key ${kid}, which JWT_PRIVATE_KEYS_FILE signs with`;
}

function parseSigningKey(json: unknown): SigningKey {
  try {
    const { kid, ...jwk } = activeKey(readKeySet(json));
    return { kid, key: requireKeySize(createPrivateKey({ key: jwk, format: 'jwk' }), kid) };
  } catch (error) {
    if (error instanceof KeySetError) throw new ConfigurationError([`JWT_PRIVATE_KEYS_FILE ${error.message}`]);
    throw error;
  }
}
