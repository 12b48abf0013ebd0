import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { AwsStack } from '../config/schema.ts';
import { deployStatements, readerStatements } from './ci-permissions.ts';
import { boundaryArn } from './permissions-boundary.ts';
import type { Statement } from './trust.ts';

export interface CiIdentityArgs {
  readonly ci: NonNullable<AwsStack['ci']>;
  readonly account: AwsStack['account'];
  readonly prefix: string;
  readonly hostedZoneId: string;
  /** The region of the database's copies, if there are any. */
  readonly copiesRegion?: string | undefined;
}

/** CI's roles. */
export const ciRoles = ['preview', 'drift', 'deploy'] as const;
export type CiRole = (typeof ciRoles)[number];

/** The name of a CI role in AWS. */
export function ciRoleName(prefix: string, role: CiRole): string {
  return `${prefix}-${role}`;
}

const issuer = 'token.actions.githubusercontent.com';

/**
 * AWS roles of GitHub Actions jobs, without stored access keys. Each trusts the jobs of one GitHub environment, whose
 * protection rules the bootstrap command sets:
 * - `preview`, of `<name>-preview`, reads the stack and its state. Every job waits for an approval.
 * - `drift`, of `<name>-drift`, has the same permissions. Only the default branch's jobs may use it, without an approval.
 * - `deploy`, of `<name>`, changes the stack.
 *
 * The bootstrap command also creates the identity provider, once per account.
 */
export class CiIdentity extends pulumi.ComponentResource {
  readonly previewRoleArn: pulumi.Output<string>;
  readonly driftRoleArn: pulumi.Output<string>;
  readonly deployRoleArn: pulumi.Output<string>;

  constructor(name: string, args: CiIdentityArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:CiIdentity', name, {}, opts);
    const { ci, account, prefix, hostedZoneId, copiesRegion } = args;
    const stack = {
      account,
      prefix,
      hostedZoneId,
      copiesRegion,
      statePath: `${pulumi.getProject()}/${pulumi.getStack()}`,
    };
    const role = (of: CiRole, environment: string, statements: readonly Statement[]) => {
      const made = new aws.iam.Role(
        of,
        {
          // Not under the stack's path: the deploy role may change who uses a role there, but not who uses CI's roles.
          path: '/taskyard-ci/',
          name: ciRoleName(prefix, of),
          permissionsBoundary: boundaryArn(account.id),
          assumeRolePolicy: githubPrincipal(account.id, ci.repository, environment),
          maxSessionDuration: 2 * 3600,
        },
        { parent: this },
      );
      // Lists and describes resources of every service, without their contents. The statements do not depend on it.
      new aws.iam.RolePolicyAttachment(
        `${of}-job-function/ViewOnlyAccess`,
        { role: made.name, policyArn: 'arn:aws:iam::aws:policy/job-function/ViewOnlyAccess' },
        { parent: this },
      );
      new aws.iam.RolePolicy(
        of,
        { role: made.id, policy: pulumi.jsonStringify({ Version: '2012-10-17', Statement: statements }) },
        { parent: this },
      );
      return made.arn;
    };
    this.previewRoleArn = role('preview', `${ci.environment}-preview`, readerStatements(stack));
    this.driftRoleArn = role('drift', `${ci.environment}-drift`, readerStatements(stack));
    this.deployRoleArn = role('deploy', ci.environment, deployStatements(stack));
    this.registerOutputs({
      previewRoleArn: this.previewRoleArn,
      driftRoleArn: this.driftRoleArn,
      deployRoleArn: this.deployRoleArn,
    });
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
