import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { createNetworkPolicy, pods } from '../cluster/network-policies.ts';
import { containerSecurity, type MountedFiles, mounts, podSecurity, resources } from '../cluster/restricted-pod.ts';
import type { TargetCluster } from '../cluster/target-cluster.ts';
import type { KubernetesStack } from '../config/schema.ts';
import { ConsumerSecret, type SecretSource } from './consumer-secret.ts';
import { databaseName, databasePort } from './database.ts';

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
  /** True: the volume is kept when the stack is destroyed. */
  readonly keepData: boolean;
}

const name = 'backup';

/** Writes compressed dumps to a volume on a schedule, as the read-only user `backup`, and keeps the last `dumpsKept` of them. */
export class DumpSchedule extends pulumi.ComponentResource {
  constructor(id: string, args: DumpScheduleArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:app:DumpSchedule', id, {}, opts);
    const { cluster, namespace, settings } = args;
    const child = { parent: this };
    const labels = { 'app.kubernetes.io/name': name };
    const metadata = { name, namespace, labels: { ...labels, 'app.kubernetes.io/part-of': 'taskyard' } };
    const password = new ConsumerSecret(
      'database-backup',
      {
        cluster,
        source: args.secretSource,
        namespace,
        values: { password: { secret: 'database', property: 'backup' } },
        template: { password: '{{ .password }}' },
      },
      child,
    );
    const networkPolicy = createNetworkPolicy(
      name,
      { cluster, namespace, labels, ingress: [], egress: [{ peers: [pods('database')], ports: [databasePort] }] },
      this,
    );
    const volume = new kubernetes.core.v1.PersistentVolumeClaim(
      'database-dumps',
      {
        metadata: { ...metadata, name: 'database-dumps' },
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: `${settings.storageGb * settings.dumpsKept}Gi` } },
          ...(cluster.storageClass === undefined ? {} : { storageClassName: cluster.storageClass }),
        },
      },
      { ...child, retainOnDelete: args.keepData, dependsOn: [...cluster.prerequisites] },
    );
    const { volumes, volumeMounts } = mounts([args.tls]);
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
              template: {
                metadata: { labels: metadata.labels },
                spec: {
                  restartPolicy: 'Never',
                  automountServiceAccountToken: false,
                  enableServiceLinks: false,
                  priorityClassName: args.priorityClass,
                  securityContext: podSecurity,
                  volumes: [
                    ...volumes,
                    { name: 'dumps', persistentVolumeClaim: { claimName: volume.metadata.name } },
                    { name: 'scratch', emptyDir: {} },
                  ],
                  containers: [
                    {
                      name,
                      image: args.image,
                      imagePullPolicy: 'Always',
                      command: ['bash', '-euo', 'pipefail', '-c', dump(settings.dumpsKept)],
                      env: [
                        { name: 'DATABASE_HOST', value: args.host },
                        {
                          name: 'MYSQL_PWD',
                          valueFrom: { secretKeyRef: { name: password.secretName, key: 'password' } },
                        },
                      ],
                      resources: resources({ cpu: '100m', memory: '128Mi', memoryLimit: '256Mi' }),
                      securityContext: containerSecurity,
                      volumeMounts: [
                        ...volumeMounts,
                        { name: 'dumps', mountPath: '/dumps' },
                        { name: 'scratch', mountPath: '/tmp' },
                      ],
                    },
                  ],
                },
              },
            },
          },
        },
      },
      { ...child, dependsOn: [networkPolicy] },
    );
    this.registerOutputs({});
  }
}

/** A dump gets its final name only when it is complete, so that no incomplete dump is kept. */
function dump(kept: number): string {
  return [
    'file=/dumps/taskyard-$(date -u +%Y%m%dT%H%M%SZ).sql.gz',
    // A consistent snapshot without locks. Tablespaces and GTIDs would need more privileges than reading.
    `mysqldump --host="$DATABASE_HOST" --user=backup --ssl-mode=VERIFY_CA --ssl-ca=/etc/mysql-tls/ca.crt --single-transaction --no-tablespaces --set-gtid-purged=OFF ${databaseName} | gzip > "$file.part"`,
    'mv "$file.part" "$file"',
    `ls -1t /dumps/taskyard-*.sql.gz | tail -n +${kept + 1} | xargs -r rm --`,
  ].join('\n');
}
