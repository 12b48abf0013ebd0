import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { privateJwk, publicJwk } from './signing-keys.ts';

const makePem = () =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const pem = makePem();

describe('a signing key', () => {
  it('signs what its public JWK verifies', () => {
    const message = Buffer.from('header.payload');
    const signature = sign('sha256', message, createPrivateKey({ key: privateJwk(pem), format: 'jwk' }));
    expect(
      verify('sha256', message, createPublicKey({ key: publicJwk(privateJwk(pem)), format: 'jwk' }), signature),
    ).toBe(true);
  });

  it('has no private member in its public JWK', () => {
    expect(Object.keys(publicJwk(privateJwk(pem))).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });

  it('has the same kid in its private and its public JWK, every time, and no other key has it', () => {
    expect(publicJwk(privateJwk(pem)).kid).toBe(privateJwk(pem).kid);
    expect(privateJwk(makePem()).kid).not.toBe(privateJwk(pem).kid);
  });
});
