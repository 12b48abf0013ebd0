import { createPrivateKey, type JsonWebKey } from 'node:crypto';
import * as pulumi from '@pulumi/pulumi';
import * as tls from '@pulumi/tls';
import { keyThumbprint } from '@taskyard/contracts/key-thumbprint';

export interface SigningKeysArgs {
  /** One RSA key per name. The first one signs, all of them verify. To rotate, add a new name first, and later remove the old one. */
  readonly names: readonly string[];
}

/** The RS256 keys of access tokens. Only auth's pods get `privateSet`, which signs. */
export class SigningKeys extends pulumi.ComponentResource {
  /** JSON `{"keys": [private JWK, …]}`, a secret. */
  readonly privateSet: pulumi.Output<string>;
  /** The same keys without private members. They derive from a secret, so the engine encrypts them too. */
  readonly publicSet: pulumi.Output<string>;

  constructor(name: string, { names }: SigningKeysArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:app:SigningKeys', name, {}, opts);
    const keys = names.map(
      (key) =>
        new tls.PrivateKey(`signing-key-${key}`, { algorithm: 'RSA', rsaBits: 2048 }, { parent: this }).privateKeyPem,
    );
    // The provider already marks the key as secret. `secret` here does not depend on the provider's version.
    const pems = pulumi.secret(pulumi.all(keys));
    this.privateSet = pems.apply((all) => JSON.stringify({ keys: all.map(privateJwk) }));
    this.publicSet = pems.apply((all) => JSON.stringify({ keys: all.map((pem) => publicJwk(privateJwk(pem))) }));
    this.registerOutputs({});
  }
}

/** Converts a PEM to a JWK for RS256. Its `kid` is its thumbprint (RFC 7638), so a key always has the same `kid`. */
export function privateJwk(pem: string): JsonWebKey {
  const jwk = createPrivateKey(pem).export({ format: 'jwk' });
  return { ...jwk, kid: keyThumbprint(jwk), alg: 'RS256', use: 'sig' };
}

/** Copies the public members by name, so that a private member can never be included by mistake. */
export function publicJwk({ kty, n, e, kid, alg, use }: JsonWebKey): JsonWebKey {
  return { kty, n, e, kid, alg, use } as JsonWebKey;
}
