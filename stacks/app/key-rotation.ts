import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { ordinary } from '../cluster/target-cluster.ts';
import type { AwsStack } from '../config/schema.ts';
import { allowTraffic, awsServices } from './network-policies.ts';
import { containerSecurity, environment, podSecurity, resources } from './restricted-pod.ts';
import type { Surroundings } from './workload-context.ts';

export interface KeyRotationArgs {
  readonly surroundings: Surroundings;
  readonly image: string;
  readonly settings: AwsStack['signingKeys'];
  /** Name of the secret in Secrets Manager that holds the keys. */
  readonly secretName: string;
  readonly region: string;
}

/** The service account that the role in AWS is bound to. */
export const rotationAccount = 'rotate-keys';

/**
 * Keeps the signing keys young, without a person and without a restart: publishes the next key, lets it sign once every
 * verifier has it, and drops the old one when its last token has expired. A run with nothing due changes nothing.
 */
export class KeyRotation extends pulumi.ComponentResource {
  constructor(name: string, args: KeyRotationArgs, opts?: pulumi.ComponentResourceOptions) {
    const { surroundings, settings } = args;
    const { cluster, namespace } = surroundings;
    super('taskyard:app:KeyRotation', name, {}, { ...opts, provider: cluster.provider });
    const child = ordinary(this, cluster);
    const labels = { 'app.kubernetes.io/name': name };
    const metadata = { name, namespace, labels: { ...labels, 'app.kubernetes.io/part-of': 'taskyard' } };
    const traffic = allowTraffic(name, { cluster, namespace, labels, from: [], to: awsServices }, this);
    const account = new kubernetes.core.v1.ServiceAccount(
      name,
      { metadata: { ...metadata, name: rotationAccount }, automountServiceAccountToken: false },
      child,
    );
    const options = ['--every', `${settings.everyDays}d`, '--retire', '--secret', args.secretName];
    const template = {
      metadata: { labels: metadata.labels },
      spec: {
        restartPolicy: 'Never',
        serviceAccountName: account.metadata.name,
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        priorityClassName: surroundings.priorityClass,
        securityContext: podSecurity,
        containers: [
          {
            name,
            image: surroundings.image(args.image),
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
          // It takes seconds; the rest is time for a node to come.
          jobTemplate: { spec: { backoffLimit: 2, activeDeadlineSeconds: 900, template } },
        },
      },
      { ...child, dependsOn: [traffic] },
    );
    this.registerOutputs({});
  }
}
