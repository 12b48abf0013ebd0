import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { AwsStack } from '../config/schema.ts';
import { deployStatements, previewStatements } from './ci-permissions.ts';
import { copiesStatements } from './copies-permissions.ts';
import type { Statement } from './trust.ts';

export interface CiIdentityArgs {
  readonly ci: NonNullable<AwsStack['ci']>;
  readonly account: AwsStack['account'];
  readonly prefix: string;
  readonly hostedZoneId: string;
  /** The region of the database's copies, if there are any. */
  readonly copiesRegion?: string | undefined;
}

/** The name of a CI role in AWS. */
export function ciRoleName(prefix: string, role: 'preview' | 'deploy'): string {
  return `${prefix}-${role}`;
}

const issuer = 'token.actions.githubusercontent.com';

/**
 * AWS roles of GitHub Actions jobs, without stored access keys. Jobs of the environment `<name>-preview` get `preview`, which
 * only reads. Jobs of the environment `<name>` get `deploy`, which changes this stack. GitHub enforces the approvals of that
 * environment. The bootstrap command creates the identity provider once per account.
 */
export class CiIdentity extends pulumi.ComponentResource {
  readonly previewRoleArn: pulumi.Output<string>;
  readonly deployRoleArn: pulumi.Output<string>;

  constructor(name: string, args: CiIdentityArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:CiIdentity', name, {}, opts);
    const { ci, account, prefix } = args;
    const managed = ['job-function/ViewOnlyAccess'];
    const role = (of: 'preview' | 'deploy', environment: string, statements: readonly Statement[]) => {
      const made = new aws.iam.Role(
        of,
        {
          // Not under the stack's path: the deploy role may change every role there, and must not extend its own permissions.
          path: '/taskyard-ci/',
          name: ciRoleName(prefix, of),
          assumeRolePolicy: githubPrincipal(account.id, ci.repository, environment),
          maxSessionDuration: 2 * 3600,
        },
        { parent: this },
      );
      for (const policy of managed) {
        new aws.iam.RolePolicyAttachment(
          `${of}-${policy}`,
          { role: made.name, policyArn: `arn:aws:iam::aws:policy/${policy}` },
          { parent: this },
        );
      }
      new aws.iam.RolePolicy(
        of,
        { role: made.id, policy: pulumi.jsonStringify({ Version: '2012-10-17', Statement: statements }) },
        { parent: this },
      );
      return made.arn;
    };
    this.previewRoleArn = role('preview', `${ci.environment}-preview`, previewStatements(account, prefix));
    this.deployRoleArn = role('deploy', ci.environment, [
      ...deployStatements(account, prefix, args.hostedZoneId),
      ...(args.copiesRegion === undefined ? [] : copiesStatements(args.copiesRegion)),
    ]);
    this.registerOutputs({ previewRoleArn: this.previewRoleArn, deployRoleArn: this.deployRoleArn });
  }
}

/** Trusts one repository and one environment. Jobs of a fork's pull request or of another environment have another subject. */
function githubPrincipal(accountId: string, repository: string, environment: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::${accountId}:oidc-provider/${issuer}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            [`${issuer}:aud`]: 'sts.amazonaws.com',
            [`${issuer}:sub`]: `repo:${repository}:environment:${environment}`,
          },
        },
      },
    ],
  });
}
