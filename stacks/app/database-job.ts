import { createHash } from 'node:crypto';
import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { createNetworkPolicy } from '../cluster/network-policies.ts';
import {
  containerSecurity,
  environment,
  type MountedFiles,
  mounts,
  resources,
  restrictedPod,
  type SecretEnvVar,
} from '../cluster/restricted-pod.ts';
import { deletedWithCluster, type TargetCluster } from '../cluster/target-cluster.ts';
import { type Database, databasePort } from './database.ts';

export interface DatabaseJobArgs {
  readonly cluster: TargetCluster;
  readonly namespace: pulumi.Input<string>;
  readonly priorityClass: pulumi.Input<string>;
  readonly database: Database;
  readonly image: pulumi.Input<string>;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, pulumi.Input<string>>>;
  readonly secretEnv: readonly SecretEnvVar[];
  readonly files: readonly MountedFiles[];
  /** The Job runs again when the image, the command or one of these changes. */
  readonly revision: readonly pulumi.Input<string>[];
}

const deadlineSeconds = 900;

/**
 * A step of a rollout that changes the database. Resources that depend on it wait for its end. When it fails, the rollout
 * fails, and the next one runs it again. At most one Job of a name exists, so that two never change the database together, and
 * a return to a former release finds its name free.
 */
export class DatabaseJob extends pulumi.ComponentResource {
  readonly job: kubernetes.batch.v1.Job;

  constructor(name: string, args: DatabaseJobArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:app:DatabaseJob', name, {}, { ...opts, provider: args.cluster.provider });
    const { cluster, namespace, database } = args;
    const child = deletedWithCluster(this, cluster);
    const labels = { 'app.kubernetes.io/name': name };
    const metadata = { namespace, labels: { ...labels, 'app.kubernetes.io/part-of': 'taskyard' } };
    const networkPolicy = createNetworkPolicy(
      name,
      { cluster, namespace, labels, ingress: [], egress: [{ peers: database.peers, ports: [databasePort] }] },
      this,
    );
    const account = new kubernetes.core.v1.ServiceAccount(
      name,
      { metadata: { ...metadata, name }, automountServiceAccountToken: false },
      child,
    );
    const { volumes, volumeMounts } = mounts(args.files);
    // Without a TTL: after a refresh, Pulumi would create, and so run, a deleted Job again.
    this.job = new kubernetes.batch.v1.Job(
      name,
      {
        metadata: {
          ...metadata,
          name: pulumi.all([args.image, ...args.command, ...args.revision]).apply((content) => jobName(name, content)),
          // Pulumi replaces a Job that has not completed, even when nothing else has changed.
          annotations: { 'pulumi.com/replaceUnready': 'true' },
        },
        spec: {
          backoffLimit: 2,
          activeDeadlineSeconds: deadlineSeconds,
          template: {
            metadata: { labels: metadata.labels },
            spec: {
              restartPolicy: 'Never',
              serviceAccountName: account.metadata.name,
              ...restrictedPod,
              priorityClassName: args.priorityClass,
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
      {
        ...child,
        dependsOn: [networkPolicy, ...database.ready],
        // The former Job, also one that still waits for its image, is gone before the new one starts.
        deleteBeforeReplace: true,
        // Longer than the Job's own deadline: Pulumi must not give up while a migration runs.
        customTimeouts: { create: `${deadlineSeconds + 60}s` },
      },
    );
    this.registerOutputs({ job: this.job });
  }
}

/** A Job cannot be changed, only replaced, so its name contains a hash of its content. */
function jobName(name: string, content: readonly string[]): string {
  return `${name}-${createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 10)}`;
}
