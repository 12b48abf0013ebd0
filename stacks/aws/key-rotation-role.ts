import * as pulumi from '@pulumi/pulumi';
import { type PodIdentityCluster, PodRole } from './pod-role.ts';

export interface KeyRotationRoleArgs {
  readonly cluster: PodIdentityCluster;
  readonly accountId: string;
  readonly prefix: string;
  /** The service account of the rotation's pods. */
  readonly serviceAccount: string;
  /** The one secret it may read and write. */
  readonly secretArn: pulumi.Input<string>;
  /** ARN of the KMS key that encrypts the secret. */
  readonly keyArn: pulumi.Input<string>;
}

/** The AWS role of the signing key rotation. It may read one secret, add a version of it and make that version current. */
export class KeyRotationRole extends pulumi.ComponentResource {
  constructor(name: string, args: KeyRotationRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:KeyRotationRole', name, {}, opts);
    new PodRole(
      name,
      {
        cluster: args.cluster,
        accountId: args.accountId,
        prefix: args.prefix,
        namespace: 'taskyard',
        serviceAccount: args.serviceAccount,
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
      { parent: this },
    );
    this.registerOutputs({});
  }
}
