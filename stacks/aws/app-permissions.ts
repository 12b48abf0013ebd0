import * as pulumi from '@pulumi/pulumi';
import type { AppConfig } from '../config/schema.ts';
import { type PodIdentityCluster, PodRole } from './pod-role.ts';
import type { Statement } from './trust.ts';

export interface AppPermissionsArgs {
  readonly apps: readonly AppConfig[];
  readonly cluster: PodIdentityCluster;
  readonly prefix: string;
  readonly region: string;
  readonly accountId: string;
}

/** An AWS role for every app with `permissions`, with exactly these permissions. An app without `permissions` gets no role. */
export class AppPermissions extends pulumi.ComponentResource {
  constructor(name: string, args: AppPermissionsArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:AppPermissions', name, {}, opts);
    for (const app of args.apps) {
      if (app.permissions === undefined) continue;
      new PodRole(
        app.name,
        {
          cluster: args.cluster,
          accountId: args.accountId,
          prefix: args.prefix,
          namespace: 'taskyard',
          serviceAccount: app.name,
          statements: statementsOf(app.permissions, args.region, args.accountId),
        },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}

function statementsOf(wanted: NonNullable<AppConfig['permissions']>, region: string, accountId: string): Statement[] {
  const statements: Statement[] = [];
  if (wanted.s3 !== undefined) {
    const [bucket = '', ...rest] = wanted.s3.split('/');
    const prefix = rest.join('/').replace(/\/$/, '');
    statements.push(
      {
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
        Resource: `arn:aws:s3:::${bucket}/${prefix}/*`,
      },
      {
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: `arn:aws:s3:::${bucket}`,
        Condition: { StringLike: { 's3:prefix': `${prefix}/*` } },
      },
    );
  }
  if (wanted.secrets !== undefined) {
    statements.push({
      Effect: 'Allow',
      Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
      Resource: `arn:aws:secretsmanager:${region}:${accountId}:secret:${wanted.secrets.replace(/\/$/, '')}/*`,
    });
  }
  if (wanted.parameters !== undefined) {
    statements.push({
      Effect: 'Allow',
      Action: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath'],
      Resource: `arn:aws:ssm:${region}:${accountId}:parameter${wanted.parameters.replace(/\/$/, '')}/*`,
    });
  }
  return statements;
}
