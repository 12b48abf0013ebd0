import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
/** The first byte of every box, so that another format can be added later. */
const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = 1 + nonceBytes + tagBytes;

/**
 * Encrypts secrets that must be readable again. A box is `version ‖ nonce ‖ tag ‖ ciphertext`. The nonce is random,
 * which is safe for 2³² boxes with one key (NIST SP 800-38D).
 */
export class SecretBox {
  private readonly key: Buffer;

  /**
   * @param master a text that cannot be guessed; the key is derived from it (RFC 5869)
   * @param purpose part of the key derivation: each purpose has its own key
   */
  constructor(master: string, purpose: string) {
    this.key = Buffer.from(hkdfSync('sha256', master, '', purpose, 32));
  }

  /** @param userId authenticated with the box, so that a box copied to another user's row does not open there */
  seal(secret: Uint8Array, userId: string): Buffer {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv(algorithm, this.key, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(userId));
    const ciphertext = Buffer.concat([cipher.update(secret), cipher.final()]);
    return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), ciphertext]);
  }

  /** @throws when the box was changed, or was sealed for another user or with another key */
  open(box: Buffer, userId: string): Buffer {
    if (box[0] !== version || box.length < headBytes) throw new Error('The encrypted secret has an unknown format.');
    const nonce = box.subarray(1, 1 + nonceBytes);
    const decipher = createDecipheriv(algorithm, this.key, nonce, { authTagLength: tagBytes })
      .setAAD(Buffer.from(userId))
      .setAuthTag(box.subarray(1 + nonceBytes, headBytes));
    return Buffer.concat([decipher.update(box.subarray(headBytes)), decipher.final()]);
  }
}
