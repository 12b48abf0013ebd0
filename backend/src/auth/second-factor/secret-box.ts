import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
/** Leads every box, so that another format can come one day and both be told apart. */
const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = 1 + nonceBytes + tagBytes;

/**
 * Encrypts what has to be read back. A box is `version ‖ nonce ‖ tag ‖ ciphertext`. The nonce is random, which is safe for
 * 2³² boxes under one key (NIST SP 800-38D).
 */
export class SecretBox {
  private readonly key: Buffer;

  /**
   * @param master any text that cannot be guessed; the key is derived from it (RFC 5869)
   * @param purpose another one gives another key
   */
  constructor(master: string, purpose: string) {
    this.key = Buffer.from(hkdfSync('sha256', master, '', purpose, 32));
  }

  /** @param owner whom the secret belongs to: a box that was copied to another's row does not open there */
  seal(secret: Uint8Array, owner: string): Buffer {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv(algorithm, this.key, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(owner));
    const ciphertext = Buffer.concat([cipher.update(secret), cipher.final()]);
    return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), ciphertext]);
  }

  /** @throws when the box was changed, or sealed for another owner or with another key */
  open(box: Buffer, owner: string): Buffer {
    if (box[0] !== version || box.length < headBytes) throw new Error('This is no box of a known version.');
    const nonce = box.subarray(1, 1 + nonceBytes);
    const decipher = createDecipheriv(algorithm, this.key, nonce, { authTagLength: tagBytes })
      .setAAD(Buffer.from(owner))
      .setAuthTag(box.subarray(1 + nonceBytes, headBytes));
    return Buffer.concat([decipher.update(box.subarray(headBytes)), decipher.final()]);
  }
}
