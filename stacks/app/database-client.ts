import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { MountedFiles } from '../cluster/restricted-pod.ts';
import { deletedWithCluster, type TargetCluster } from '../cluster/target-cluster.ts';
import { type Database, databaseName, databasePort } from './database.ts';

/** Makes the backend use TLS and verify the server's name. */
export const databaseTls = { DATABASE_TLS: 'required', DATABASE_CA_FILE: '/etc/taskyard/database/ca.pem' } as const;

/** The template of a DATABASE_URL. Passwords are letters and digits, so the URL needs no escaping. */
export function databaseUrl(user: string, database: Database): pulumi.Output<string> {
  return pulumi.interpolate`mysql://${user}:{{ .password }}@${database.host}:${databasePort}/${databaseName}`;
}

export interface DatabaseAuthoritiesArgs {
  readonly cluster: TargetCluster;
  readonly namespace: pulumi.Input<string>;
  /** PEM. */
  readonly authorities: pulumi.Input<string>;
}

/** The database's certificate authorities as a ConfigMap. Every client has its own: ConfigMaps do not cross namespaces. */
export function databaseAuthorities(
  name: string,
  { cluster, namespace, authorities }: DatabaseAuthoritiesArgs,
  parent: pulumi.Resource,
): MountedFiles {
  const configMap = new kubernetes.core.v1.ConfigMap(
    name,
    { metadata: { name, namespace }, data: { 'ca.pem': authorities } },
    deletedWithCluster(parent, cluster),
  );
  return {
    name: 'database-authorities',
    directory: '/etc/taskyard/database',
    from: { configMap: configMap.metadata.name },
    keys: ['ca.pem'],
  };
}
