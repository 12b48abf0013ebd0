import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { TargetCluster } from '../cluster/target-cluster.ts';
import type { KubernetesStack } from '../config/schema.ts';
import { ConsumerSecret, type SecretSource } from './consumer-secret.ts';
import { databaseName, databasePort } from './database.ts';
import { allowTraffic, pods } from './network-policies.ts';
import { containerSecurity, type MountedFiles, mounts, podSecurity, resources } from './restricted-pod.ts';

export interface DumpScheduleArgs {
  readonly cluster: TargetCluster;
  readonly source: SecretSource;
  readonly namespace: pulumi.Output<string>;
  readonly priorityClass: pulumi.Input<string>;
  readonly image: pulumi.Input<string>;
  readonly host: pulumi.Input<string>;
  /** The Secret that holds the server's authority, and how to mount it. */
  readonly authority: pulumi.Input<string>;
  readonly files: (secret: pulumi.Input<string>) => MountedFiles;
  readonly settings: KubernetesStack['database'];
  readonly keepData: boolean;
}

const name = 'backup';

/** Writes a compressed dump to a volume of its own on a schedule and keeps the last few, as the read-only user `backup`. */
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
        ...args,
        values: { password: { secret: 'database', property: 'backup' } },
        template: { password: '{{ .password }}' },
      },
      child,
    );
    const traffic = allowTraffic(
      name,
      { cluster, namespace, labels, from: [], to: [{ peers: [pods('database')], ports: [databasePort] }] },
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
      { ...child, retainOnDelete: args.keepData, dependsOn: [...cluster.supports] },
    );
    const { volumes, volumeMounts } = mounts([args.files(args.authority)]);
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
      { ...child, dependsOn: [traffic] },
    );
    this.registerOutputs({});
  }
}

/** A dump gets its final name only when it is whole, so that none of the kept ones is a torso. */
function dump(kept: number): string {
  return [
    'file=/dumps/taskyard-$(date -u +%Y%m%dT%H%M%SZ).sql.gz',
    // A consistent snapshot without locks; tablespaces and GTIDs would need privileges a reader should not have.
    `mysqldump --host="$DATABASE_HOST" --user=backup --ssl-mode=VERIFY_CA --ssl-ca=/etc/mysql-tls/ca.crt --single-transaction --no-tablespaces --set-gtid-purged=OFF ${databaseName} | gzip > "$file.part"`,
    'mv "$file.part" "$file"',
    `ls -1t /dumps/taskyard-*.sql.gz | tail -n +${kept + 1} | xargs -r rm --`,
  ].join('\n');
}
