import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { createNetworkPolicy, pods } from '../cluster/network-policies.ts';
import type { MountedFiles } from '../cluster/restricted-pod.ts';
import type { DataRetention, TargetCluster } from '../cluster/target-cluster.ts';
import type { KubernetesStack } from '../config/schema.ts';
import { ConsumerSecret, type SecretSource } from './consumer-secret.ts';
import { databasePort } from './database.ts';
import { backupScript, bashCommand } from './database-scripts.ts';
import { dumpObjects, dumpPod } from './dump-pod.ts';

export interface DumpScheduleArgs {
  readonly cluster: TargetCluster;
  readonly secretSource: SecretSource;
  readonly namespace: pulumi.Output<string>;
  readonly priorityClass: pulumi.Input<string>;
  readonly image: pulumi.Input<string>;
  readonly host: pulumi.Input<string>;
  /** The certificate of the database's authority, as `/etc/mysql-tls/ca.crt`. */
  readonly tls: MountedFiles;
  readonly settings: KubernetesStack['database'];
  /** Of the volume with the dumps. */
  readonly retention: DataRetention;
}

const name = dumpObjects.schedule;

/** The schedule does not wait for the Job that sets the password of a new generation, so a dump may need the previous one. */
const passwords = { DATABASE_PASSWORD: '{{ .password }}', DATABASE_PREVIOUS_PASSWORD: '{{ .previous }}' };

/** Writes compressed dumps to a volume on a schedule, as the read-only user `backup`, and keeps the last `dumpsKept` of them. */
export class DumpSchedule extends pulumi.ComponentResource {
  constructor(id: string, args: DumpScheduleArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:app:DumpSchedule', id, {}, opts);
    const { cluster, namespace, settings } = args;
    const child = { parent: this };
    const labels = { 'app.kubernetes.io/name': name };
    const metadata = { name, namespace, labels: { ...labels, 'app.kubernetes.io/part-of': 'taskyard' } };
    const secret = new ConsumerSecret(
      'database-backup',
      {
        cluster,
        source: args.secretSource,
        namespace,
        values: {
          password: { secret: 'database', property: 'backup' },
          previous: { secret: 'database', property: 'backupPrevious' },
        },
        template: passwords,
      },
      child,
    );
    const networkPolicy = createNetworkPolicy(
      name,
      { cluster, namespace, labels, ingress: [], egress: [{ peers: [pods('database')], ports: [databasePort] }] },
      this,
    );
    const volume = new kubernetes.core.v1.PersistentVolumeClaim(
      dumpObjects.volume,
      {
        metadata: { ...metadata, name: dumpObjects.volume },
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: `${settings.storageGb * settings.dumpsKept}Gi` } },
          ...(cluster.storageClass === undefined ? {} : { storageClassName: cluster.storageClass }),
        },
      },
      { ...child, ...args.retention, dependsOn: [...cluster.prerequisites] },
    );
    new kubernetes.batch.v1.CronJob(
      name,
      {
        metadata,
        spec: {
          schedule: settings.dumpSchedule,
          concurrencyPolicy: 'Forbid',
          startingDeadlineSeconds: 3600,
          successfulJobsHistoryLimit: 1,
          failedJobsHistoryLimit: 3,
          jobTemplate: {
            spec: {
              backoffLimit: 2,
              template: dumpPod({
                image: args.image,
                priorityClass: args.priorityClass,
                host: args.host,
                tls: args.tls,
                volume: volume.metadata.name,
                command: bashCommand(backupScript),
                env: { DUMPS_KEPT: String(settings.dumpsKept) },
                secretEnv: Object.keys(passwords).map((key) => ({ env: key, secretName: secret.secretName, key })),
              }),
            },
          },
        },
      },
      { ...child, dependsOn: [networkPolicy] },
    );
    this.registerOutputs({});
  }
}
