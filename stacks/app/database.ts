import type * as pulumi from '@pulumi/pulumi';
import type { Peer } from '../cluster/target-cluster.ts';
import type { SecretReference } from './secret-values.ts';

/** The schema every statement of the app runs in. */
export const databaseName = 'taskyard';
export const databasePort = 3306;

/** A MySQL that speaks TLS only, whoever runs it. */
export interface Database {
  readonly host: pulumi.Output<string>;
  /** PEM of the authorities that may have signed the server's certificate. */
  readonly authorities: pulumi.Input<string>;
  /** Where NetworkPolicies must let clients go. */
  readonly peers: readonly Peer[];
  readonly administrator: { readonly user: SecretReference | string; readonly password: SecretReference };
  /** Resources that must be there before a client connects. */
  readonly ready: readonly pulumi.Resource[];
}
