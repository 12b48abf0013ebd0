import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { AppNamespaces } from '../cluster/app-namespaces.ts';
import { createNetworkPolicy, pods, podsIn } from '../cluster/network-policies.ts';
import { mounts, restrictedPod } from '../cluster/restricted-pod.ts';
import type { DataRetention, TargetCluster } from '../cluster/target-cluster.ts';
import type { KubernetesStack } from '../config/schema.ts';
import { ConsumerSecret, type SecretSource } from './consumer-secret.ts';
import { type Database, databasePort } from './database.ts';
import { DatabaseTls } from './database-tls.ts';
import { DumpSchedule } from './dump-schedule.ts';
import { mysqlContainer, newVolumeContainer, tlsFiles } from './mysql-container.ts';

export interface DatabaseInClusterArgs {
  readonly cluster: TargetCluster;
  readonly secretSource: SecretSource;
  readonly namespaces: AppNamespaces;
  readonly image: pulumi.Input<string>;
  readonly settings: KubernetesStack['database'];
  /** Of the two volumes. */
  readonly retention: DataRetention;
}

const name = 'database';

/** One MySQL server with one volume, for stacks without a managed database. */
export class DatabaseInCluster extends pulumi.ComponentResource implements Database {
  readonly host: pulumi.Output<string>;
  readonly authorities: pulumi.Output<string>;
  readonly certificateExpires: pulumi.Output<string>;
  readonly peers = [podsIn('taskyard-data', name)];
  readonly administrator = {
    user: 'root',
    password: { secret: 'database', property: 'root' },
    previousPassword: { secret: 'database', property: 'rootPrevious' },
  } as const;
  readonly ready: readonly pulumi.Resource[];

  constructor(id: string, args: DatabaseInClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:app:DatabaseInCluster', id, {}, { ...opts, provider: args.cluster.provider });
    const { cluster, secretSource, settings, retention } = args;
    const { data: namespace, priorityClass } = args.namespaces;
    // Nothing here is `deletedWith` the cluster: a volume is released only when its pod is gone.
    const child = { parent: this };
    const labels = { 'app.kubernetes.io/name': name };
    const metadata = { name, namespace, labels: { ...labels, 'app.kubernetes.io/part-of': 'taskyard' } };

    const hosts = [
      `${name}.taskyard-data.svc.cluster.local`,
      `${name}.taskyard-data.svc`,
      `${name}.taskyard-data`,
      name,
    ];
    const tls = new DatabaseTls('database-tls', { dnsNames: hosts, authorities: settings.authorities }, child);
    const certificate = new kubernetes.core.v1.Secret(
      'database-tls',
      {
        metadata: { ...metadata, name: 'database-tls' },
        stringData: { 'ca.crt': tls.serverAuthorities, 'tls.crt': tls.certificate, 'tls.key': tls.privateKey },
      },
      child,
    );
    const root = new ConsumerSecret(
      'database-root',
      {
        cluster,
        source: secretSource,
        namespace,
        values: { password: { secret: 'database', property: 'root' } },
        template: { password: '{{ .password }}' },
      },
      child,
    );
    const clients = [
      pods('database-users'),
      pods('database-grants'),
      pods('backup'),
      podsIn('taskyard', 'auth'),
      podsIn('taskyard', 'tasks'),
      podsIn('taskyard', 'migrate'),
    ];
    const networkPolicy = createNetworkPolicy(
      name,
      { cluster, namespace, labels, ingress: [{ peers: clients, ports: [databasePort] }], egress: [] },
      this,
    );
    const service = new kubernetes.core.v1.Service(
      name,
      { metadata, spec: { clusterIP: 'None', selector: labels, ports: [{ name: 'mysql', port: databasePort }] } },
      child,
    );
    const volume = new kubernetes.core.v1.PersistentVolumeClaim(
      'database-data',
      {
        metadata: { ...metadata, name: 'database-data' },
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: `${settings.storageGb}Gi` } },
          ...(cluster.storageClass === undefined ? {} : { storageClassName: cluster.storageClass }),
        },
      },
      { ...child, ...retention, dependsOn: [...cluster.prerequisites] },
    );
    const account = new kubernetes.core.v1.ServiceAccount(
      name,
      { metadata, automountServiceAccountToken: false },
      child,
    );
    const server = new kubernetes.apps.v1.StatefulSet(
      name,
      {
        metadata,
        spec: {
          serviceName: service.metadata.name,
          replicas: 1,
          selector: { matchLabels: labels },
          template: {
            metadata: { labels: metadata.labels },
            spec: {
              serviceAccountName: account.metadata.name,
              ...restrictedPod,
              priorityClassName: priorityClass,
              // Time for InnoDB to flush its buffer pool. Without it, the next start is a slow recovery.
              terminationGracePeriodSeconds: 120,
              volumes: [
                ...mounts([tlsFiles(certificate.metadata.name)]).volumes,
                { name: 'data', persistentVolumeClaim: { claimName: volume.metadata.name } },
                { name: 'run', emptyDir: {} },
                { name: 'scratch', emptyDir: {} },
              ],
              initContainers: [newVolumeContainer(args.image)],
              containers: [mysqlContainer(args.image, root.secretName, certificate.metadata.name)],
            },
          },
        },
      },
      { ...child, dependsOn: [networkPolicy] },
    );
    new DumpSchedule(
      'database-dumps',
      {
        cluster,
        secretSource,
        namespace,
        priorityClass,
        image: args.image,
        host: pulumi.output(hosts[2] ?? name),
        tls: tlsFiles(certificate.metadata.name),
        settings,
        retention,
      },
      // Not after the server: a destroy that keeps the dumps would keep what they depend on.
      { parent: this },
    );

    this.host = server.id.apply(() => hosts[2] ?? name);
    this.authorities = tls.authorities;
    this.certificateExpires = tls.expires;
    this.ready = [server, service];
    this.registerOutputs({ host: this.host });
  }
}
