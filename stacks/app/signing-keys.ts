import { createPrivateKey, type JsonWebKey } from 'node:crypto';
import * as pulumi from '@pulumi/pulumi';
import * as tls from '@pulumi/tls';
import { keyThumbprint } from '@taskyard/contracts/key-thumbprint';

export interface SigningKeysArgs {
  /** One RSA key per name; the first signs, every one verifies. Rotation: put a new name first, later drop the old one. */
  readonly names: readonly string[];
}

/** The RS256 keys of access tokens. Only `privateSet` can sign, and only auth's pods get it. */
export class SigningKeys extends pulumi.ComponentResource {
  /** JSON `{"keys": [private JWK, …]}`, a secret. */
  readonly privateSet: pulumi.Output<string>;
  /** The same without private members. Still derived from a secret, so the engine encrypts it too. */
  readonly publicSet: pulumi.Output<string>;

  constructor(name: string, { names }: SigningKeysArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:app:SigningKeys', name, {}, opts);
    const keys = names.map(
      (key) =>
        new tls.PrivateKey(`signing-key-${key}`, { algorithm: 'RSA', rsaBits: 2048 }, { parent: this }).privateKeyPem,
    );
    // `secret` although the provider marks the key already: this must hold even if a later provider forgets.
    const pems = pulumi.secret(pulumi.all(keys));
    this.privateSet = pems.apply((all) => JSON.stringify({ keys: all.map(privateJwk) }));
    this.publicSet = pems.apply((all) => JSON.stringify({ keys: all.map((pem) => publicJwk(privateJwk(pem))) }));
    this.registerOutputs({});
  }
}

/** A PEM as a JWK for RS256, identified by its thumbprint (RFC 7638) so that the same key always has the same `kid`. */
export function privateJwk(pem: string): JsonWebKey {
  const jwk = createPrivateKey(pem).export({ format: 'jwk' });
  return { ...jwk, kid: keyThumbprint(jwk), alg: 'RS256', use: 'sig' };
}

/** Copies the public members by name: a member forgotten here is missing, never leaked. */
export function publicJwk({ kty, n, e, kid, alg, use }: JsonWebKey): JsonWebKey {
  return { kty, n, e, kid, alg, use } as JsonWebKey;
}
