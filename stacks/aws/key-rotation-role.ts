import * as pulumi from '@pulumi/pulumi';
import { rotationAccount } from '../app/key-rotation.ts';
import type { AutoModeCluster } from './auto-mode-cluster.ts';
import { PodRole } from './pod-role.ts';

export interface KeyRotationRoleArgs {
  readonly cluster: AutoModeCluster;
  readonly prefix: string;
  /** The one secret it may read and write. */
  readonly secretArn: pulumi.Input<string>;
  /** The key that secret is encrypted with. */
  readonly keyArn: pulumi.Input<string>;
}

/** What the rotation of signing keys may do in AWS: read one secret, put a version of it, and make that the current one. */
export class KeyRotationRole extends pulumi.ComponentResource {
  constructor(name: string, args: KeyRotationRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:KeyRotationRole', name, {}, opts);
    new PodRole(
      name,
      {
        clusterName: args.cluster.name,
        clusterArn: args.cluster.arn,
        prefix: args.prefix,
        namespace: 'taskyard',
        serviceAccount: rotationAccount,
        statements: [
          {
            Effect: 'Allow',
            Action: [
              'secretsmanager:GetSecretValue',
              'secretsmanager:PutSecretValue',
              'secretsmanager:UpdateSecretVersionStage',
            ],
            Resource: args.secretArn,
          },
          { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: args.keyArn },
        ],
      },
      { parent: this, dependsOn: [args.cluster] },
    );
    this.registerOutputs({});
  }
}
