import type * as pulumi from '@pulumi/pulumi';
import type { NetworkPolicyPeer } from '../cluster/target-cluster.ts';
import type { SecretReference } from './generated-secrets.ts';

/** The MySQL schema of the app. */
export const databaseName = 'taskyard';
export const databasePort = 3306;

/** A MySQL server that accepts only TLS: in the cluster or managed by AWS. */
export interface Database {
  readonly host: pulumi.Output<string>;
  /** PEM of the certificate authorities that may have signed the server's certificate. */
  readonly authorities: pulumi.Input<string>;
  /** When the server's certificate ends (RFC 3339), where the stack issues it: the server is told to load a new one. */
  readonly certificateExpires?: pulumi.Output<string>;
  /** Network policy peers: the server. */
  readonly peers: readonly NetworkPolicyPeer[];
  readonly administrator: {
    readonly user: SecretReference | string;
    readonly password: SecretReference;
    /** That of the previous generation, where the stack generates it. RDS stores and rotates its own. */
    readonly previousPassword?: SecretReference;
  };
  /** Resources that must exist before a client connects. */
  readonly ready: readonly pulumi.Resource[];
}
