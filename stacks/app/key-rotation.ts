import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { awsServices, createNetworkPolicy } from '../cluster/network-policies.ts';
import { containerSecurity, environment, resources, restrictedPod } from '../cluster/restricted-pod.ts';
import { deletedWithCluster } from '../cluster/target-cluster.ts';
import type { AwsStack } from '../config/schema.ts';
import type { WorkloadContext } from './workload-context.ts';

export interface KeyRotationArgs {
  readonly context: WorkloadContext;
  readonly image: string;
  readonly settings: AwsStack['signingKeys'];
  /** Name of the secret in Secrets Manager with the keys. */
  readonly secretName: string;
  readonly region: string;
}

/** The service account of the rotation's pods. The AWS role of the rotation is bound to it. */
export const rotationServiceAccount = 'rotate-keys';

/**
 * Rotates the signing keys on a schedule, without an operator and without a restart. It publishes the next key, lets it sign
 * when every verifier has it, and removes the old key when its last token has expired. A run without a due step changes
 * nothing.
 */
export class KeyRotation extends pulumi.ComponentResource {
  constructor(name: string, args: KeyRotationArgs, opts?: pulumi.ComponentResourceOptions) {
    const { context, settings } = args;
    const { cluster, namespace } = context;
    super('taskyard:app:KeyRotation', name, {}, { ...opts, provider: cluster.provider });
    const child = deletedWithCluster(this, cluster);
    const labels = { 'app.kubernetes.io/name': name };
    const metadata = { name, namespace, labels: { ...labels, 'app.kubernetes.io/part-of': 'taskyard' } };
    const networkPolicy = createNetworkPolicy(
      name,
      { cluster, namespace, labels, ingress: [], egress: awsServices },
      this,
    );
    const account = new kubernetes.core.v1.ServiceAccount(
      name,
      { metadata: { ...metadata, name: rotationServiceAccount }, automountServiceAccountToken: false },
      child,
    );
    const options = ['--every', `${settings.everyDays}d`, '--retire', '--secret', args.secretName];
    const template = {
      metadata: { labels: metadata.labels },
      spec: {
        restartPolicy: 'Never',
        serviceAccountName: account.metadata.name,
        ...restrictedPod,
        priorityClassName: context.priorityClass,
        containers: [
          {
            name,
            image: context.imageReference(args.image),
            imagePullPolicy: 'Always',
            command: ['node', 'dist/auth/keys/keys.js', 'rotate', ...options],
            env: environment({ AWS_REGION: args.region }, []),
            resources: resources({ cpu: '100m', memory: '128Mi', memoryLimit: '256Mi' }),
            securityContext: containerSecurity,
          },
        ],
      },
    };
    new kubernetes.batch.v1.CronJob(
      name,
      {
        metadata,
        spec: {
          schedule: settings.schedule,
          timeZone: 'Etc/UTC',
          concurrencyPolicy: 'Forbid',
          startingDeadlineSeconds: 3600,
          successfulJobsHistoryLimit: 1,
          failedJobsHistoryLimit: 3,
          // The rotation takes seconds. The deadline leaves time for a new node to start.
          jobTemplate: { spec: { backoffLimit: 2, activeDeadlineSeconds: 900, template } },
        },
      },
      { ...child, dependsOn: [networkPolicy] },
    );
    this.registerOutputs({});
  }
}
