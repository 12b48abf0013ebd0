import { createHash } from 'node:crypto';
import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { ordinary, type TargetCluster } from '../cluster/target-cluster.ts';
import { type Database, databasePort } from './database.ts';
import { allowTraffic } from './network-policies.ts';
import { containerSecurity, environment, type MountedFiles, mounts, podSecurity, resources } from './restricted-pod.ts';

export interface DatabaseJobArgs {
  readonly cluster: TargetCluster;
  readonly namespace: pulumi.Input<string>;
  readonly priorityClass: pulumi.Input<string>;
  readonly database: Database;
  readonly image: pulumi.Input<string>;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, pulumi.Input<string>>>;
  readonly secretEnv: readonly {
    readonly env: string;
    readonly secretName: pulumi.Input<string>;
    readonly key: string;
  }[];
  readonly files: readonly MountedFiles[];
  /** The Job runs again when one of these changes, and never otherwise. */
  readonly revision: readonly string[];
}

/** A step of a rollout that runs to its end in the database. Whatever depends on it waits; when it fails, so does the rollout. */
export class DatabaseJob extends pulumi.ComponentResource {
  readonly job: kubernetes.batch.v1.Job;

  constructor(name: string, args: DatabaseJobArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:app:DatabaseJob', name, {}, { ...opts, provider: args.cluster.provider });
    const { cluster, namespace, database } = args;
    const child = ordinary(this, cluster);
    const labels = { 'app.kubernetes.io/name': name };
    const metadata = { namespace, labels: { ...labels, 'app.kubernetes.io/part-of': 'taskyard' } };
    const traffic = allowTraffic(
      name,
      { cluster, namespace, labels, from: [], to: [{ peers: database.peers, ports: [databasePort] }] },
      this,
    );
    const account = new kubernetes.core.v1.ServiceAccount(
      name,
      { metadata: { ...metadata, name }, automountServiceAccountToken: false },
      child,
    );
    const { volumes, volumeMounts } = mounts(args.files);
    // No TTL: a Job that vanished would be made, and run, again by the next refresh.
    this.job = new kubernetes.batch.v1.Job(
      name,
      {
        metadata: {
          ...metadata,
          name: pulumi.output(args.image).apply((image) => jobName(name, [image, ...args.command, ...args.revision])),
        },
        spec: {
          backoffLimit: 2,
          activeDeadlineSeconds: 900,
          template: {
            metadata: { labels: metadata.labels },
            spec: {
              restartPolicy: 'Never',
              serviceAccountName: account.metadata.name,
              automountServiceAccountToken: false,
              enableServiceLinks: false,
              priorityClassName: args.priorityClass,
              securityContext: podSecurity,
              volumes: [...volumes, { name: 'scratch', emptyDir: { sizeLimit: '64Mi' } }],
              containers: [
                {
                  name,
                  image: args.image,
                  imagePullPolicy: 'Always',
                  command: [...args.command],
                  env: environment(args.env, args.secretEnv),
                  resources: resources({ cpu: '100m', memory: '192Mi', memoryLimit: '384Mi' }),
                  securityContext: containerSecurity,
                  volumeMounts: [...volumeMounts, { name: 'scratch', mountPath: '/tmp' }],
                },
              ],
            },
          },
        },
      },
      { ...child, dependsOn: [traffic, ...database.ready] },
    );
    this.registerOutputs({ job: this.job });
  }
}

/** A Job cannot be changed, only replaced: its name is its content. */
export function jobName(name: string, content: readonly string[]): string {
  return `${name}-${createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 10)}`;
}
